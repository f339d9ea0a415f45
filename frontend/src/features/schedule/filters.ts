import type { EventQuery, MonthQuery, TimelineEvent } from '@/api/types';
import { addDays, startOfDay, wallTimeOf } from '@/ui/time/zone';
import { oneOf } from '@/ui/oneOf';
import type { ChangeFilters } from '@/ui/useFilters';
import type { FindFilter } from './availability';
import { spanOf, ZOOM_LEVELS } from './timeline';
import { STATUS_NAMES } from './words';

/** The names under which the schedule's address keeps what is on screen. */
export type ScheduleFilter =
  | 'view'
  | 'rows'
  | 'zoom'
  | 'zone'
  | 'at'
  | 'day'
  | 'weeks'
  | 'facility'
  | 'person'
  | 'type'
  | 'status'
  | 'q'
  | 'open'
  | 'new_start'
  | 'new_end'
  | 'new_facility'
  | 'new_person'
  | 'new_item'
  | 'new_pool'
  | FindFilter;

export type ScheduleFilters = Partial<Record<ScheduleFilter, string>>;

export type SetFilters = ChangeFilters<ScheduleFilter>;

/** The filters as the API has them, over half-open days [first, first + days) of the zone. */
export function eventQueryOf(
  filters: ScheduleFilters,
  zone: string,
  firstDay: string,
  days: number,
): EventQuery {
  return {
    start: new Date(startOfDay(firstDay, zone)).toISOString(),
    end: new Date(startOfDay(addDays(firstDay, days), zone)).toISOString(),
    ...narrowing(filters),
    ordering: 'start_time',
  };
}

/** The filters as the month has them: its days are the zone's. */
export const monthQueryOf = (
  filters: ScheduleFilters,
  zone: string,
  first: string,
  days: number,
): MonthQuery => ({ start: first, days, time_zone: zone, ...narrowing(filters) });

const narrowing = (filters: ScheduleFilters) => ({
  facility: filters.facility ? Number(filters.facility) : undefined,
  user: filters.person ? Number(filters.person) : undefined,
  status: oneOf(STATUS_NAMES, filters.status),
  event_type: filters.type,
  search: filters.q,
});

/** Where a file of what is on screen is found. */
export function exportAddress(format: 'csv' | 'xlsx' | 'ics', query: EventQuery): string {
  const params = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(query) as [string, string | number | undefined][]) {
    if (value !== undefined && name !== 'ordering') params.set(name, String(value));
  }
  return `/api/scheduled-events/export/?${params}`;
}

/** Whether the timeline shows an event. Cancelled ones take no room unless they are asked for. */
export function isShown(event: TimelineEvent, filters: ScheduleFilters): boolean {
  if (filters.status ? event.status !== filters.status : event.status === 'Cancelled') return false;
  if (filters.type && event.type !== filters.type) return false;
  if (filters.q && !event.title.toLowerCase().includes(filters.q.trim().toLowerCase()))
    return false;
  const { facility, person } = filters;
  const parts = event.parts ?? [];
  if (facility && ![event, ...parts].some((taken) => String(taken.facility ?? '') === facility))
    return false;
  if (person && ![event, ...parts].some(({ people }) => people.includes(Number(person))))
    return false;
  return true;
}

const DAY = 86_400_000;

/** The days that the timeline shows: the first one, and how many. */
export function shownDays(
  filters: ScheduleFilters,
  zone: string,
  now: number,
): [first: string, days: number] {
  const at = filters.at ? Date.parse(filters.at) : NaN;
  const start = Number.isNaN(at) ? now : at;
  const zoom = ZOOM_LEVELS.find((level) => level.zoom === filters.zoom)?.zoom ?? 'week';
  const first = wallTimeOf(start, zone).day;
  const last = wallTimeOf(start + spanOf(zoom) - 1, zone).day;
  return [first, Math.max(1, Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1)];
}
