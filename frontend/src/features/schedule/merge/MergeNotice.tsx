import { Alert, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '@/api/reference';
import type { EventChange, ScheduledEvent } from '@/api/types';
import { historyQuery } from '../api';
import type { EventValues } from '../eventValues';
import { changeInWords, whoChanged } from '../history';
import { meetingsOf, merged, TOLD_BY_FIELDS, type Choice, type Meeting } from './merging';
import { useNames } from './useNames';

interface Props {
  /** What was typed upon. */
  base: ScheduledEvent;
  newer: ScheduledEvent;
  /** What is in the form. */
  values: EventValues;
  busy: boolean;
  onMerged: (values: EventValues) => void;
  onTheirs: () => void;
}

/**
 * Someone else saved first. Says who changed what, from what to what, and asks field by field what
 * is to stay; nothing typed is lost until then.
 */
export function MergeNotice({ base, newer, values, busy, onMerged, onTheirs }: Props) {
  const me = useMe();
  const { data } = useQuery({ ...historyQuery(base.id, base.version), retry: false });
  const names = useNames([base, newer], values);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choice>>(new Map());
  const changes = data?.results ?? [];
  const { met, onlyMine } = meetingsOf(base, newer, values, names);
  const choices = new Map(met.map(({ label, usual }) => [label, chosen.get(label) ?? usual]));
  const nameOf = (who: EventChange['actor']) =>
    who?.id === me.id ? 'you, in another window' : who?.name;
  const also = changes.flatMap((change) =>
    change.changes
      .filter(({ field, part }) => part !== undefined || !TOLD_BY_FIELDS.has(field))
      .map((changed) => changeInWords(changed, newer.time_zone)),
  );

  return (
    <Alert
      role="alert"
      variant="default"
      title={`${whoAll(changes, nameOf)} changed this while you were typing`}
      icon={<IconUsers size={18} aria-hidden color="var(--tone-warn)" />}
      style={{ borderColor: 'var(--tone-warn)', background: 'var(--wash-warn)' }}
    >
      <Stack gap="sm">
        {met.length === 0 && <Text size="sm">None of the fields below is different.</Text>}
        {met.map((meeting) => (
          <MeetingField
            key={meeting.label}
            meeting={meeting}
            who={nameOf(whoChanged(changes, meeting.told))}
            choice={choices.get(meeting.label) ?? meeting.usual}
            onChoose={(choice) => setChosen(new Map(chosen).set(meeting.label, choice))}
          />
        ))}
        {also.length > 0 && <Text size="sm">Also: {also.join('; ')}.</Text>}
        {onlyMine.length > 0 && (
          <Text size="sm">Only you changed: {onlyMine.join(', ')}. That is kept.</Text>
        )}
        <Group gap="xs">
          <Button
            size="xs"
            loading={busy}
            onClick={() => onMerged(merged(base, newer, values, choices))}
          >
            Save merged
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={onTheirs}>
            Drop mine
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

interface FieldProps {
  meeting: Meeting;
  who: string | undefined;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

/** One field that someone else changed; asked about only where I typed something else. */
function MeetingField({ meeting, who, choice, onChoose }: FieldProps) {
  const { label, before, theirs, mine, both } = meeting;
  const became = `${before || 'nothing'} became ${theirs || 'nothing'}`;
  const said = `${label}: ${became}${who ? `, by ${who}` : ''}`;
  if (mine === undefined) return <Text size="sm">{said}</Text>;
  return (
    <Radio.Group
      label={said}
      value={choice}
      onChange={(value) =>
        onChoose(value === 'mine' ? 'mine' : value === 'both' ? 'both' : 'theirs')
      }
    >
      <Stack gap={6} mt={6}>
        {both !== undefined && <Radio value="both" label={`Both: ${both || 'nothing'}`} />}
        <Radio value="mine" label={`Yours: ${mine || 'nothing'}`} />
        <Radio value="theirs" label={`Theirs: ${theirs || 'nothing'}`} />
      </Stack>
    </Radio.Group>
  );
}

function whoAll(
  changes: readonly EventChange[],
  nameOf: (who: EventChange['actor']) => string | undefined,
) {
  const everyone = [...new Set(changes.map(({ actor }) => nameOf(actor) ?? 'The station'))];
  const words = everyone.length > 0 ? everyone.join(' and ') : 'Someone else';
  return words.charAt(0).toUpperCase() + words.slice(1);
}
