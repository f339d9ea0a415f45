import { Chip, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { messageOf } from '@/api/errors';
import { formatInstant } from '@/ui/time/format';
import { recurrenceQuery } from './api';
import { ruleOf, weekdayOf, type Ending, type Repeat } from './rule';
import { FREQUENCIES, UNITS, WEEKDAYS } from './words';

interface Props {
  value: Repeat;
  onChange: (value: Repeat) => void;
  /** When the first date is, on the clocks of `zone`. */
  day: string;
  start: string;
  zone: string;
  error?: string | undefined;
}

const ENDINGS: { value: Ending; label: string }[] = [
  { value: 'never', label: 'Never ends' },
  { value: 'count', label: 'Ends after' },
  { value: 'until', label: 'Ends on' },
];
const SHOWN = 4;

/** How an event repeats: chosen in a few words, said back in a sentence with its next dates. */
export function RepeatFields({ value, onChange, day, start, zone, error }: Props) {
  const set = (changes: Partial<Repeat>) => onChange({ ...value, ...changes });
  const unit = UNITS[value.frequency];
  const repeats = value.frequency !== 'none';
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end" wrap="wrap">
        <Select
          label="Repeats"
          data={FREQUENCIES}
          allowDeselect={false}
          value={value.frequency}
          onChange={(frequency) => set({ frequency: frequency ?? 'none' })}
          style={{ flex: '1 1 12rem' }}
        />
        {unit && (
          <NumberInput
            label={`Every … ${unit}`}
            min={1}
            max={99}
            value={value.interval}
            onChange={(interval) => set({ interval: Number(interval) || 1 })}
            style={{ width: '8rem' }}
          />
        )}
      </Group>
      {value.frequency === 'weekly' && (
        <Chip.Group
          multiple
          value={value.days.length > 0 ? value.days : [weekdayOf(day)]}
          onChange={(days) => set({ days })}
        >
          <Group gap={4} role="group" aria-label="Days of the week">
            {WEEKDAYS.map(({ value: weekday, label }) => (
              <Chip key={weekday} value={weekday} size="xs">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {value.frequency === 'custom' && (
        <TextInput
          label="Rule"
          placeholder="FREQ=MONTHLY;BYDAY=-1FR"
          value={value.custom}
          onChange={(event) => set({ custom: event.currentTarget.value })}
        />
      )}
      {repeats && value.frequency !== 'custom' && (
        <Group gap="xs" align="flex-end" wrap="wrap">
          <Select
            label="End"
            data={ENDINGS}
            allowDeselect={false}
            value={value.ending}
            onChange={(ending) => set({ ending: ending ?? 'never' })}
            style={{ width: '9rem' }}
          />
          {value.ending === 'count' && (
            <NumberInput
              label="Dates"
              min={1}
              max={9999}
              value={value.count}
              onChange={(count) => set({ count: Number(count) || 1 })}
              style={{ width: '7rem' }}
            />
          )}
          {value.ending === 'until' && (
            <DateInput
              label="Last day"
              valueFormat="ddd D MMM YYYY"
              value={value.until}
              onChange={(until) => set({ until })}
              style={{ flex: 1 }}
            />
          )}
        </Group>
      )}
      {repeats && <Meaning rrule={ruleOf(value, day)} day={day} start={start} zone={zone} />}
      {error && (
        <Text size="sm" c="var(--tone-bad)">
          {error}
        </Text>
      )}
    </Stack>
  );
}

interface MeaningProps {
  rrule: string | null;
  day: string;
  start: string;
  zone: string;
}

function Meaning({ rrule, day, start, zone }: MeaningProps) {
  const isWhole = rrule !== null && day !== '' && /^\d\d:\d\d$/.test(start);
  const { data, error } = useQuery({
    ...recurrenceQuery({
      dtstart: `${day}T${start}`,
      timezone: zone,
      rrule: rrule ?? '',
      limit: SHOWN,
    }),
    enabled: isWhole,
  });
  if (!isWhole) return null;
  if (error) {
    return (
      <Text size="sm" c="var(--tone-bad)" role="status">
        {messageOf(error)}
      </Text>
    );
  }
  if (!data) return null;
  return (
    <Text size="sm" c="dimmed" component="div" role="status">
      <Text size="sm" component="div" c="var(--mantine-color-text)">
        {data.text.charAt(0).toUpperCase() + data.text.slice(1)}
      </Text>
      {data.occurrences.map((at) => formatInstant(at, zone)).join(' · ')}
      {data.more && ' · …'}
      {data.notes?.map((note) => (
        <Text key={note} size="sm" component="div" c="var(--tone-warn)">
          {note}
        </Text>
      ))}
    </Text>
  );
}
