import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ApiError } from '@/api/errors';
import { formatPeriod } from '@/ui/time/format';

interface Dated {
  date: { start_time: string; end_time: string };
  event?: { id: number; title: string };
  resource?: { name: string };
  person?: { name: string };
  pool?: { name: string };
  wanted?: number;
  free?: number;
}

interface Props {
  error: ApiError;
  zone: string;
  busy: boolean;
  onSkip: () => void;
}

const SHOWN = 12;

/** Every date that cannot be booked, and the way to do without them. */
export function SeriesClashNotice({ error, zone, busy, onSkip }: Props) {
  const found = [
    ...((error.extra.conflicts ?? []) as Dated[]),
    ...((error.extra.absences ?? []) as Dated[]),
    ...((error.extra.shortages ?? []) as Dated[]),
  ];
  return (
    <Alert
      role="alert"
      variant="default"
      title={`Not saved: ${found.length} ${found.length === 1 ? 'thing is' : 'things are'} in the way`}
      icon={<IconAlertTriangle size={18} aria-hidden color="var(--tone-bad)" />}
      style={{ borderColor: 'var(--tone-bad)', background: 'var(--wash-bad)' }}
    >
      <ul style={{ margin: 0, paddingLeft: '1.1rem', maxHeight: '12rem', overflowY: 'auto' }}>
        {found.slice(0, SHOWN).map((thing) => (
          <li key={`${thing.date.start_time}:${thing.event?.id}:${inWords(thing)}`}>
            {formatPeriod(thing.date.start_time, thing.date.end_time, zone)}: {inWords(thing)}
          </li>
        ))}
        {found.length > SHOWN && <li>and {found.length - SHOWN} more</li>}
      </ul>
      <Group mt="xs">
        <Button size="xs" variant="default" disabled={busy} onClick={onSkip}>
          Leave these dates out
        </Button>
      </Group>
    </Alert>
  );
}

function inWords({ event, resource, person, pool, wanted, free }: Dated): string {
  if (event) return `${resource?.name} is on ${event.title}`;
  if (pool) return `${free} of the ${wanted} wanted ${pool.name} are free`;
  return `${person?.name} is on leave`;
}
