import { useQueries, useQuery } from '@tanstack/react-query';
import { facilitiesQuery, kitsQuery, personQuery, poolsQuery } from '@/api/reference';
import type { ScheduledEvent } from '@/api/types';
import type { EventValues } from '../eventValues';
import type { Names } from './merging';

/** What everything is called that one of these events, or the form, names. */
export function useNames(events: ScheduledEvent[], { people }: EventValues): Names {
  const { data: facilities = [] } = useQuery(facilitiesQuery);
  const { data: kits = [] } = useQuery(kitsQuery);
  const { data: pools = [] } = useQuery(poolsQuery);
  const crew = new Map(
    events.flatMap((event) =>
      event.assigned_users.map(({ id, full_name }) => [String(id), full_name] as const),
    ),
  );
  const others = useQueries({
    queries: people.filter((id) => !crew.has(id)).map((id) => personQuery(Number(id))),
  });
  for (const { data } of others) if (data) crew.set(String(data.id), data.full_name);

  const rooms = named([
    ...facilities,
    ...events.flatMap(({ facility }) => (facility ? [facility] : [])),
  ]);
  const items = named(events.flatMap(({ equipment = [] }) => equipment));
  const kitNames = named([...kits, ...events.flatMap((event) => event.kits ?? [])]);
  const poolNames = named([
    ...pools,
    ...events.flatMap((event) => (event.pools ?? []).map(({ pool }) => pool)),
  ]);
  return {
    facility: (id) => rooms.get(id) ?? `facility ${id}`,
    person: (id) => crew.get(id) ?? `person ${id}`,
    item: (id) => items.get(id) ?? 'one you added',
    kit: (id) => kitNames.get(id) ?? `kit ${id}`,
    pool: (id) => poolNames.get(id) ?? `pool ${id}`,
  };
}

const named = (rows: readonly { id: number; name: string }[]) =>
  new Map(rows.map(({ id, name }) => [String(id), name]));
