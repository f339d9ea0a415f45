import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ApiError } from '@/api/errors';
import { formatPeriod } from '@/ui/time/format';
import { clashOf } from '../clash';

interface Props {
  error: ApiError;
  zone: string;
  busy: boolean;
  onTime: (start: number) => void;
  onFacility: (id: number, name: string) => void;
}

/** What is in the way, and every way out of it as one button. */
export function ClashNotice({ error, zone, busy, onTime, onFacility }: Props) {
  const { conflicts, nextFree, freeFacilities } = clashOf(error);
  return (
    <Alert
      role="alert"
      variant="default"
      title="Not saved: already booked"
      icon={<IconAlertTriangle size={18} aria-hidden color="var(--tone-bad)" />}
      style={{ borderColor: 'var(--tone-bad)', background: 'var(--wash-bad)' }}
    >
      <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
        {conflicts.map(({ event, resource, start_time, end_time, is_held }) => (
          <li key={`${resource.kind}${resource.id}:${event.id}`}>
            {resource.name} is {is_held ? 'held for' : 'on'} {event.title},{' '}
            {formatPeriod(start_time, end_time, zone)}
          </li>
        ))}
        {conflicts.length === 0 && <li>{error.message}</li>}
      </ul>
      {(nextFree ?? freeFacilities.length > 0) && (
        <>
          <Text size="sm" mt="xs" mb={6}>
            What you typed is kept. Instead:
          </Text>
          <Group gap="xs">
            {nextFree && (
              <Button
                size="xs"
                variant="default"
                disabled={busy}
                onClick={() => onTime(Date.parse(nextFree.start_time))}
              >
                Book {formatPeriod(nextFree.start_time, nextFree.end_time, zone)}
              </Button>
            )}
            {freeFacilities.map(({ id, name }) => (
              <Button
                key={id}
                size="xs"
                variant="default"
                disabled={busy}
                onClick={() => onFacility(id, name)}
              >
                Book {name}
              </Button>
            ))}
          </Group>
        </>
      )}
    </Alert>
  );
}
