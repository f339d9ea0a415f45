import type { AvailabilityQuery, AvailableFacility } from '@/api/types';
import { oneOf } from '@/ui/oneOf';
import { addDays, startOfDay } from '@/ui/time/zone';

/** What the search for a free time keeps in the schedule's address. */
export type FindFilter =
  | 'find_minutes'
  | 'find_from'
  | 'find_until'
  | 'find_kind'
  | 'find_capacity'
  | 'find_location'
  | 'find_past_holds';

export const NOTHING_SOUGHT: Record<FindFilter, null> = {
  find_minutes: null,
  find_from: null,
  find_until: null,
  find_kind: null,
  find_capacity: null,
  find_location: null,
  find_past_holds: null,
};

export const FACILITY_KINDS = [
  'Studio',
  'Control room',
  'Edit suite',
  'OB van',
  'Booth',
  'Stage',
  'Other',
] as const;

export const LONGEST_DAYS = 93;
const DAYS = 7; // how far it looks unless told otherwise
const MINUTES = 60;

export interface Sought {
  minutes: number;
  /** Both days are included. */
  from: string;
  until: string;
}

/** What is sought, with its defaults: an hour within a week from today. */
export function soughtOf(filters: Partial<Record<FindFilter, string>>, today: string): Sought {
  const minutes = Number(filters.find_minutes);
  const from = filters.find_from ?? today;
  const until = filters.find_until ?? addDays(from, DAYS - 1);
  return { minutes: minutes > 0 ? minutes : MINUTES, from, until: until < from ? from : until };
}

/** The question to the API. Of today only what is still to come. */
export function availabilityQueryOf(
  filters: Partial<Record<FindFilter, string>>,
  { minutes, from, until }: Sought,
  zone: string,
  now: number,
): AvailabilityQuery {
  const start = Math.max(startOfDay(from, zone), now);
  return {
    start: new Date(start).toISOString(),
    end: new Date(Math.max(startOfDay(addDays(until, 1), zone), start + 1)).toISOString(),
    of: 'facilities',
    duration: minutes,
    kind: oneOf(FACILITY_KINDS, filters.find_kind),
    capacity: filters.find_capacity ? Number(filters.find_capacity) : undefined,
    location: filters.find_location ? Number(filters.find_location) : undefined,
    past_holds: filters.find_past_holds === 'true' || undefined,
    only_free: true,
  };
}

export interface FoundSlot {
  facility: AvailableFacility;
  start: string;
  end: string;
  freeUntil: string;
}

const SHOWN = 60;

/** Every slot of every facility, the soonest first. */
export function slotsOf(facilities: readonly AvailableFacility[]): FoundSlot[] {
  return facilities
    .flatMap((facility) =>
      (facility.slots ?? []).map(({ start_time, end_time, free_until }) => ({
        facility,
        start: start_time,
        end: end_time,
        freeUntil: free_until,
      })),
    )
    .sort(
      (a, b) => a.start.localeCompare(b.start) || a.facility.name.localeCompare(b.facility.name),
    )
    .slice(0, SHOWN);
}
