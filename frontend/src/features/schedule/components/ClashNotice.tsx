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
  onPerson: (id: number, instead: number) => void;
  onItem: (id: number, instead: number) => void;
}

const OFFERED = 3; // people and items each, so that the ways out stay readable

/** What is in the way, and every way out of it as one button. */
export function ClashNotice({ error, zone, busy, onTime, onFacility, onPerson, onItem }: Props) {
  const { conflicts, shortages, nextFree, freeFacilities, freePeople, freeItems } = clashOf(error);
  const nameOf = (kind: string, id: number) =>
    conflicts.find(({ resource }) => resource.kind === kind && resource.id === id)?.resource;
  // What is wanted with a kit goes with the kit: another item would not make it whole.
  const items = freeItems
    .filter(({ instead_of }) => !nameOf('equipment', instead_of)?.kit)
    .slice(0, OFFERED);
  const people = freePeople.slice(0, OFFERED);
  const ways = freeFacilities.length + people.length + items.length;
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
            {resource.kit ? `${resource.name} of ${resource.kit.name}` : resource.name} is{' '}
            {is_held ? 'held for' : 'on'} {event.title}, {formatPeriod(start_time, end_time, zone)}
          </li>
        ))}
        {shortages.map(({ pool, wanted, free, total, start_time, end_time }) => (
          <li key={`${pool.id}${start_time}`}>
            {free} of {total} {pool.name} are free, {formatPeriod(start_time, end_time, zone)};{' '}
            {wanted} are wanted
          </li>
        ))}
        {conflicts.length + shortages.length === 0 && <li>{error.message}</li>}
      </ul>
      {(nextFree ?? ways > 0) && (
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
            {people.map(({ id, name, instead_of }) => (
              <Button
                key={`p${id}`}
                size="xs"
                variant="default"
                disabled={busy}
                onClick={() => onPerson(id, instead_of)}
              >
                {name} instead of {nameOf('person', instead_of)?.name}
              </Button>
            ))}
            {items.map(({ id, name, asset_tag, instead_of }) => (
              <Button
                key={`i${id}`}
                size="xs"
                variant="default"
                disabled={busy}
                onClick={() => onItem(id, instead_of)}
              >
                {name} ({asset_tag}) instead of {nameOf('equipment', instead_of)?.name}
              </Button>
            ))}
          </Group>
        </>
      )}
    </Alert>
  );
}
