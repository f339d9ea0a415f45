import type { ScheduledEvent, TimeOff } from '@/api/types';
import { addDays, wallTimeOf } from '@/ui/time/zone';
import type { ScheduleFilters } from './filters';

export const WEEK = 7;
/** Half a year at once; whoever looks further chooses a later day. */
export const MOST_WEEKS = 26;

/** How many weeks of the agenda are read, kept in the address so that a reload shows as much. */
export function weeksShown({ weeks }: ScheduleFilters): number {
  const asked = Number(weeks ?? 1);
  return Number.isInteger(asked) ? Math.min(Math.max(asked, 1), MOST_WEEKS) : 1;
}

/** One day with its events, or a run of days up to `last` that have none. */
export interface AgendaPart {
  day: string;
  last: string;
  events?: ScheduledEvent[];
}

/** Each week as read, from `first` on: an event stands under the day it starts on, an earlier one under the first. */
export function agendaOf(
  weeks: readonly (readonly ScheduledEvent[])[],
  first: string,
  zone: string,
  absences: readonly Pick<TimeOff, 'start_date' | 'end_date'>[] = [],
): AgendaPart[] {
  const byDay = new Map<string, ScheduledEvent[]>();
  const seen = new Set<number>();
  for (const event of weeks.flat()) {
    if (seen.has(event.id)) continue; // one that lasts is in more than one week
    seen.add(event.id);
    const starts = wallTimeOf(Date.parse(event.start_time), zone).day;
    const day = starts < first ? first : starts;
    byDay.set(day, [...(byDay.get(day) ?? []), event]);
  }
  const parts: AgendaPart[] = [];
  for (let number = 0; number < weeks.length * WEEK; number += 1) {
    const day = addDays(first, number);
    const events = byDay.get(day) ?? [];
    const away = absences.some(({ start_date, end_date }) => start_date <= day && end_date >= day);
    const before = parts.at(-1);
    if (events.length > 0 || away) {
      events.sort((a, b) => a.start_time.localeCompare(b.start_time) || a.id - b.id);
      parts.push({ day, last: day, events });
    } else if (before && !before.events) {
      before.last = day;
    } else {
      parts.push({ day, last: day });
    }
  }
  return parts;
}
