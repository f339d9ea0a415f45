import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/api/errors';
import type { NewPart, ScheduledEvent } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PeopleField } from '@/ui/forms/PeopleField';
import { TimeField } from '@/ui/forms/TimeField';
import { tell } from '@/ui/toasts';
import { useRefreshSchedule } from '../api';
import { isClash } from '../clash';
import { ClashNotice } from '../components/ClashNotice';
import { addPart, changePart, type EventPart } from './api';
import { partOf, sameTimes, typedPart, typedTimes, withoutTimes, type PartTyped } from './parts';

interface Props {
  event: ScheduledEvent;
  part: EventPart | undefined;
  onChanged: ((from: number) => void) | undefined;
  onTyping: () => void;
  onClose: () => void;
}

/** Not a form of its own: it stands inside the form of its event. */
export function PartForm({ event, part, onChanged, onTyping, onClose }: Props) {
  const refresh = useRefreshSchedule();
  const zone = event.time_zone;
  const [opened] = useState(() => typedPart(event, part));
  const [values, setValues] = useState(opened);
  const set = (changes: Partial<PartTyped>) => {
    setValues({ ...values, ...changes });
    onTyping();
  };
  const body = partOf(values, zone);

  const save = useMutation({
    mutationFn: ({ typed, sent }: { typed: PartTyped; sent: NewPart }) =>
      part
        ? changePart(event, part, sameTimes(typed, opened) ? withoutTimes(sent) : sent)
        : addPart(event, sent),
    onSuccess: (saved) => {
      onChanged?.(event.version);
      tell(`${saved.title} is ${part ? 'saved' : `on ${event.title}`}.`);
      void refresh();
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 412) void refresh();
    },
  });
  const { error } = save;
  const errors = error instanceof ApiError ? error.errors : {};
  const saveWith = (changes: Partial<PartTyped>) => {
    const next = { ...values, ...changes };
    setValues(next);
    const sent = partOf(next, zone);
    if (sent) save.mutate({ typed: next, sent });
  };
  const moveTo = (start: number) => {
    if (!body) return;
    const end = start + Date.parse(body.end_time) - Date.parse(body.start_time);
    saveWith(typedTimes(start, end, zone));
  };
  const swap = (id: number, instead: number) =>
    saveWith({ people: values.people.map((old) => (old === String(instead) ? String(id) : old)) });
  const known = Object.fromEntries(
    (part?.assigned_users ?? []).map(({ id, full_name }) => [String(id), full_name]),
  );

  return (
    <Stack
      gap="xs"
      mt="xs"
      role="group"
      aria-label={part ? `Change ${part.title}` : 'New part'}
      onKeyDown={(pressed) => {
        if (pressed.key === 'Enter' && pressed.target instanceof HTMLInputElement) {
          pressed.preventDefault(); // would save the form around it
        }
      }}
    >
      {isClash(error) ? (
        <ClashNotice
          error={error}
          zone={zone}
          busy={save.isPending}
          onTime={moveTo}
          onFacility={(id) => saveWith({ facility: String(id) })}
          onPerson={swap}
          onItem={() => undefined}
        />
      ) : (
        error && <ErrorNotice error={error} title="Not saved" />
      )}
      <TextInput
        label="What is to be done"
        placeholder="Rig"
        maxLength={255}
        value={values.title}
        onChange={(typed) => set({ title: typed.currentTarget.value })}
        error={errors.title?.join(' ')}
      />
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <DateInput
          label="On"
          valueFormat="ddd D MMM YYYY"
          style={{ flex: 1 }}
          value={values.day}
          onChange={(day) => day && set({ day })}
        />
        <div style={{ width: '5rem' }}>
          <TimeField
            label="Begins"
            value={values.start}
            onChange={(start) => set({ start })}
            error={errors.start_time?.join(' ')}
          />
        </div>
        <div style={{ width: '5rem' }}>
          <TimeField
            label="Ends"
            value={values.end}
            onChange={(end) => set({ end })}
            error={errors.end_time?.join(' ')}
          />
        </div>
      </Group>
      {values.moreDays > 0 && (
        <Text size="xs" c="dimmed">
          {`Ends ${values.moreDays === 1 ? 'a day' : `${values.moreDays} days`} after that.`}
        </Text>
      )}
      <FacilityField
        label="Where"
        placeholder="Where the event is"
        value={values.facility}
        onChange={(facility) => set({ facility })}
        error={errors.facility?.join(' ')}
      />
      <PeopleField
        label="Who"
        value={values.people}
        onChange={(people) => set({ people })}
        known={known}
        error={errors.assigned_users?.join(' ')}
      />
      <Needs
        needs={values.needs}
        onChange={(needs) => set({ needs })}
        error={errors.needs?.join(' ')}
      />
      <Group gap="xs">
        <Button
          size="xs"
          disabled={body === null || body.title === ''}
          loading={save.isPending}
          onClick={() => saveWith({})}
        >
          {part ? 'Save part' : 'Add part'}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Leave it
        </Button>
      </Group>
    </Stack>
  );
}

interface NeedsProps {
  needs: PartTyped['needs'];
  onChange: (needs: PartTyped['needs']) => void;
  error: string | undefined;
}

function Needs({ needs, onChange, error }: NeedsProps) {
  const change = (place: number, changes: Partial<PartTyped['needs'][number]>) =>
    onChange(needs.map((need, at) => (at === place ? { ...need, ...changes } : need)));
  return (
    <div role="group" aria-label="Crew needed">
      {needs.map(({ position, headcount }, place) => (
        <Group key={place} gap="xs" mb={6} wrap="nowrap">
          <NumberInput
            aria-label="How many"
            w="4.5rem"
            min={1}
            max={500}
            allowDecimal={false}
            allowNegative={false}
            value={headcount}
            onChange={(many) => change(place, { headcount: Math.max(1, Number(many) || 1) })}
          />
          <TextInput
            aria-label="Position"
            placeholder="Rigger"
            style={{ flex: 1 }}
            maxLength={128}
            value={position}
            onChange={(typed) => change(place, { position: typed.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove ${position || 'this line'}`}
            onClick={() => onChange(needs.filter((_, at) => at !== place))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {error && (
        <Text size="xs" c="var(--tone-bad)">
          {error}
        </Text>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...needs, { position: '', headcount: 1 }])}
      >
        Crew needed
      </Button>
    </div>
  );
}
