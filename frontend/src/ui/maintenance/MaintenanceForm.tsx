import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { TimeField } from '@/ui/forms/TimeField';
import { formatPeriod } from '@/ui/time/format';
import { instantOf, readTime, wallTimeOf } from '@/ui/time/zone';
import { tell } from '@/ui/toasts';
import { hitsQuery, planMaintenance, useRefreshMaintenance, type Over } from './api';

interface Props {
  over: Over;
  zone: string;
  onClose: () => void;
}

const DAY = 86_400_000;
const NAMED = 8; // events a window would hit; the rest is counted

/** Not a form of its own: it stands inside the form of what it is about. */
export function MaintenanceForm({ over, zone, onClose }: Props) {
  const refresh = useRefreshMaintenance();
  const [tomorrow] = useState(() => wallTimeOf(Date.now() + DAY, zone).day);
  const [values, setValues] = useState({
    day: tomorrow,
    start: '09:00',
    endDay: tomorrow,
    end: '12:00',
    reason: '',
  });
  const set = (changes: Partial<typeof values>) => setValues({ ...values, ...changes });

  const start = readTime(values.start);
  const end = readTime(values.end);
  const first = start === null ? null : instantOf({ day: values.day, time: start }, zone).at;
  const last = end === null ? null : instantOf({ day: values.endDay, time: end }, zone).at;
  const period =
    first !== null && last !== null && last > first
      ? { start_time: new Date(first).toISOString(), end_time: new Date(last).toISOString() }
      : null;
  const { data: hits = [] } = useQuery({
    ...hitsQuery(over, period?.start_time ?? '', period?.end_time ?? ''),
    enabled: period !== null,
  });

  const plan = useMutation({
    mutationFn: (times: NonNullable<typeof period>) =>
      planMaintenance({ ...over, ...times, reason: values.reason }),
    onSuccess: ({ hits: hit = [] }) => {
      tell(
        `Planned. ${hit.length === 0 ? 'Nothing is booked then.' : `${countOf(hit.length)} at risk.`}`,
      );
      void refresh();
      onClose();
    },
  });

  return (
    <Stack gap="xs" mt="xs" role="group" aria-label="Plan maintenance">
      {plan.error && <ErrorNotice error={plan.error} title="Not planned" />}
      <TextInput
        label="Reason"
        placeholder="New lamps"
        maxLength={255}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault(); // would save the form around it
        }}
      />
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <DateInput
          label="Out of use from"
          valueFormat="ddd D MMM YYYY"
          style={{ flex: 1 }}
          value={values.day}
          onChange={(day) => day && set({ day, endDay: day > values.endDay ? day : values.endDay })}
        />
        <div style={{ width: '5.5rem' }}>
          <TimeField label="at" value={values.start} onChange={(time) => set({ start: time })} />
        </div>
      </Group>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <DateInput
          label="until"
          valueFormat="ddd D MMM YYYY"
          style={{ flex: 1 }}
          value={values.endDay}
          onChange={(endDay) => endDay && set({ endDay })}
        />
        <div style={{ width: '5.5rem' }}>
          <TimeField
            label="at"
            value={values.end}
            onChange={(time) => set({ end: time })}
            error={period === null ? 'Before it begins' : undefined}
          />
        </div>
      </Group>
      <Text size="sm" mt="xs" aria-live="polite">
        {hits.length === 0 ? 'Nothing is booked then.' : `Puts ${countOf(hits.length)} at risk:`}
      </Text>
      {hits.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: '1.1rem', fontSize: 'var(--mantine-font-size-sm)' }}>
          {hits.slice(0, NAMED).map(({ event, start_time, end_time, is_held }) => (
            <li key={event.id}>
              {event.title}
              {is_held ? ' (on hold)' : ''}, {formatPeriod(start_time, end_time, zone)}
            </li>
          ))}
          {hits.length > NAMED && <li>and {hits.length - NAMED} more</li>}
        </ul>
      )}
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          disabled={period === null || values.reason.trim() === ''}
          loading={plan.isPending}
          onClick={() => period && plan.mutate(period)}
        >
          Take out of use
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Keep in use
        </Button>
      </Group>
    </Stack>
  );
}

const countOf = (number: number) => (number === 1 ? '1 event' : `${number} events`);
