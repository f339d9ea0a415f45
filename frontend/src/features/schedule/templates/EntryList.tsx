import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { facilitiesQuery } from '@/api/reference';
import { FacilityField } from '@/ui/forms/FacilityField';
import { TimeField } from '@/ui/forms/TimeField';
import { entryError, inOrder, newEntry, retimed, type EntryValues } from './entries';
import styles from './EntryList.module.css';

interface Props {
  span: 'day' | 'week';
  entries: EntryValues[];
  onChange: (entries: EntryValues[]) => void;
  error: React.ReactNode;
}

const DAYS = Array.from({ length: 7 }, (_, index) => ({
  value: String(index + 1),
  label: `Day ${index + 1}`,
}));

/** The events of a template in the order of their times; one at a time is open. */
export function EntryList({ span, entries, onChange, error }: Props) {
  const [open, setOpen] = useState<string>();
  const { data: facilities = [] } = useQuery(facilitiesQuery);
  const nameOf = (id: string | null) => facilities.find((row) => String(row.id) === id)?.name;
  const put = (entry: EntryValues) =>
    onChange(entries.map((other) => (other.key === entry.key ? entry : other)));

  const shown = inOrder(entries.filter(({ key }) => key !== open));
  const edited = entries.find(({ key }) => key === open);
  const listed = edited ? inOrder([...shown, edited]) : shown;
  return (
    <section aria-label="Events">
      <Text size="sm" fw={500} mb={4}>
        Events
      </Text>
      {listed.length === 0 ? (
        <Text size="sm" c="dimmed">
          None yet. Add those of a usual {span}.
        </Text>
      ) : (
        <ul className={styles.list}>
          {listed.map((entry) => (
            <li key={entry.key}>
              {entry.key === open ? (
                <EntryFields
                  entry={entry}
                  span={span}
                  onChange={put}
                  onDone={() => setOpen(undefined)}
                  onRemove={() => onChange(entries.filter(({ key }) => key !== entry.key))}
                />
              ) : (
                <button type="button" className={styles.line} onClick={() => setOpen(entry.key)}>
                  <span className={styles.when}>
                    {span === 'week' && `Day ${entry.day}, `}
                    {entry.start} to {entry.end}
                    {entry.nights !== null && entry.nights > 1 && `, ${entry.nights} days later`}
                  </span>
                  <span className={styles.title}>{entry.title}</span>
                  <span className={styles.where}>
                    {[nameOf(entry.facility), ...along(entry)].filter(Boolean).join(', ')}
                  </span>
                  {entryError(entry) && <span className={styles.bad}>{entryError(entry)}</span>}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {error && (
        <Text size="sm" c="var(--tone-bad)" mt={4} role="alert">
          {error}
        </Text>
      )}
      <Button
        mt="xs"
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          const added = newEntry(listed.at(-1));
          onChange([...entries, added]);
          setOpen(added.key);
        }}
      >
        Add an event
      </Button>
    </section>
  );
}

interface FieldsProps {
  entry: EntryValues;
  span: 'day' | 'week';
  onChange: (entry: EntryValues) => void;
  onDone: () => void;
  onRemove: () => void;
}

function EntryFields({ entry, span, onChange, onDone, onRemove }: FieldsProps) {
  return (
    <Stack gap="xs" className={styles.fields}>
      <TextInput
        label="What"
        data-autofocus
        value={entry.title}
        onChange={(event) => onChange({ ...entry, title: event.currentTarget.value })}
      />
      <Group grow align="flex-end">
        {span === 'week' && (
          <Select
            label="Day"
            data={DAYS}
            allowDeselect={false}
            value={String(entry.day)}
            onChange={(day) => onChange({ ...entry, day: Number(day ?? 1) })}
          />
        )}
        <TimeField
          label="Starts"
          value={entry.start}
          onChange={(start) => onChange(retimed(entry, { start }))}
        />
        <TimeField
          label="Ends"
          value={entry.end}
          onChange={(end) => onChange(retimed(entry, { end }))}
        />
      </Group>
      <FacilityField
        label="Where"
        value={entry.facility}
        onChange={(facility) => onChange({ ...entry, facility })}
      />
      <Group justify="space-between">
        <Button size="xs" variant="default" onClick={onDone}>
          Done
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Take ${entry.title || 'it'} out of the template`}
          title="Take it out"
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Stack>
  );
}

/** What comes with an entry that the form has no field for. */
function along({ base }: EntryValues): string[] {
  if (!base) return [];
  const people = base.assigned_users.length + base.tentative_users.length;
  const gear = base.equipment.length + base.kits.length + base.pools.length;
  return [
    ...(people > 0 ? [people === 1 ? '1 person' : `${people} people`] : []),
    ...(gear > 0 ? ['equipment'] : []),
    ...(base.parts?.length
      ? [base.parts.length === 1 ? '1 part' : `${base.parts.length} parts`]
      : []),
    ...(base.is_held ? ['an option'] : []),
  ];
}
