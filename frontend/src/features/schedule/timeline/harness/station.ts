/** A made-up station of any size, the same at every run. */

import type { BarStatus, TimelineBar, TimelineRow } from '../types';
import { DAY, HOUR, MINUTE, zoneOf } from '../zone';

const KINDS = ['Studio', 'Control room', 'Edit suite', 'OB van', 'Booth'] as const;
const TITLES = [
  'Evening news',
  'Breakfast show',
  'Late review',
  'Sports desk',
  'Election special',
  'Farming today',
  'Kids on Saturday',
  'Morning service',
  'Concert rehearsal',
  'Weather block',
  'Documentary edit',
  'Press preview',
] as const;
const STATUSES: readonly BarStatus[] = [
  'Scheduled',
  'Scheduled',
  'Confirmed',
  'Confirmed',
  'Confirmed',
  'Hold',
  'Cancelled',
];

export interface Station {
  readonly rows: readonly TimelineRow[];
  readonly bars: readonly TimelineBar[];
}

/** `bars` spread over the days around `now`, so many per row. Bars of one row follow each other without a clash. */
export function stationOf(
  rowCount: number,
  barCount: number,
  days: number,
  now: number,
  zoneName: string,
): Station {
  const random = randomOf(20261123);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const zone = zoneOf(zoneName);
  const perKind = Math.ceil(rowCount / KINDS.length);
  const rows = Array.from({ length: rowCount }, (_, index): TimelineRow => {
    const kind = KINDS[Math.floor(index / perKind)] ?? 'Booth';
    return {
      id: `facility:${index + 1}`,
      name: `${kind} ${(index % perKind) + 1}`,
      group: `${kind}s`,
      ...(index % 3 === 0 ? { sub: 'Building 2' } : {}),
    };
  });
  const perRow = Math.ceil(barCount / rowCount);
  const first = zone.dayStart(now, -Math.floor(days / 2));
  const slot = (days * DAY) / perRow;
  const bars = Array.from({ length: barCount }, (_, index): TimelineBar => {
    const row = rows[Math.floor(index / perRow)] ?? rows[0];
    const room = Math.max(slot - 3 * HOUR, 0);
    const start = zone.snap(first + (index % perRow) * slot + 30 * MINUTE + random() * room * 0.6);
    const longest = Math.min(10 * HOUR, first + ((index % perRow) + 1) * slot - start - HOUR);
    const end = zone.snap(start + Math.max(HOUR, random() * longest));
    const buffer = random() < 0.5 ? 30 * MINUTE : 0;
    const over = end < now;
    const status = over ? 'Completed' : start < now ? 'In Progress' : pick(STATUSES);
    const onAir = random() < 0.4 && end - start >= 2 * HOUR;
    return {
      id: `event:${index + 1}`,
      rowId: row?.id ?? '',
      eventId: index + 1,
      title: pick(TITLES),
      start,
      end,
      holdStart: start - buffer,
      holdEnd: end + buffer,
      ...(onAir ? { onAirStart: start + 30 * MINUTE, onAirEnd: end - 30 * MINUTE } : {}),
      status,
      ...(status === 'Hold' ? { rank: 1 + Math.floor(random() * 2) } : {}),
      type: 'Production',
      editable: true,
      version: 1,
    };
  });
  return { rows, bars };
}

/** Mulberry32: small, fast and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
