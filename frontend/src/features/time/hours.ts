import type { TimeEntry, TimeOff } from '@/api/types';
import { formatDay, formatDays, formatTime, formatTimes } from '@/ui/time/format';
import { addDays } from '@/ui/time/zone';

const HOUR = 3_600_000;

/** `7 h 30 min`; never in days, of which there are different ones. */
export function hoursText(hours: number): string {
  const minutes = Math.round(hours * 60);
  const rest = minutes % 60;
  if (minutes > 0 && minutes < 60) return `${minutes} min`;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `22:00 to 06:00`, `since 08:30`, or nothing while an entry has no times. */
export function timesText({ clock_in, clock_out, time_zone }: TimeEntry): string {
  if (!clock_in) return 'No times yet';
  if (!clock_out) return `Since ${formatTime(clock_in, time_zone)}`;
  return formatTimes(clock_in, clock_out, time_zone);
}

/** How long an entry has run, in milliseconds, breaks taken off. */
export function workedSoFar(entry: TimeEntry, now: number): number {
  if (!entry.clock_in) return 0;
  const breaks = entry.breaks.reduce(
    (sum, { start, end }) => sum + (end ? Date.parse(end) : now) - Date.parse(start),
    0,
  );
  return Math.max(0, now - Date.parse(entry.clock_in) - breaks);
}

/** The break that lasts. */
export const openBreak = ({ breaks }: TimeEntry) => breaks.find(({ end }) => end === undefined);

/** `30 min` of breaks altogether, in milliseconds. */
export const breakLength = ({ breaks, break_hours = 0 }: TimeEntry) =>
  breaks.reduce(
    (sum, { start, end }) => sum + (end ? Date.parse(end) - Date.parse(start) : 0),
    break_hours * HOUR,
  );

/** `Mon 1 Mar` or `1 to 5 Mar 2027`, with the times of a part of a day. */
export function daysText(request: TimeOff): string {
  const { start_date, end_date, start_time, end_time } = request;
  if (start_date !== end_date) {
    const parts = [start_time && `from ${start_time}`, end_time && `until ${end_time}`];
    const times = parts.filter(Boolean).join(', ');
    return formatDays(start_date, end_date) + (times && `, ${times}`);
  }
  const day = formatDay(start_date);
  if (start_time && end_time) return `${day}, ${start_time} to ${end_time}`;
  if (start_time) return `${day}, from ${start_time}`;
  if (end_time) return `${day}, until ${end_time}`;
  return day;
}

export const dayCount = (days: number) => (days === 1 ? '1 day' : `${days} days`);

/** `2026-11` of a day. */
export const monthOf = (day: string) => day.slice(0, 7);

export const firstOf = (month: string) => `${month}-01`;

export function lastOf(month: string): string {
  return addDays(firstOf(nextMonth(month)), -1);
}

export const nextMonth = (month: string) => addDays(firstOf(month), 32).slice(0, 7);
export const previousMonth = (month: string) => addDays(firstOf(month), -1).slice(0, 7);

/** The weeks that a month touches, Monday first. */
export function weeksOf(month: string): string[][] {
  const first = firstOf(month);
  const weekday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let day = addDays(first, -weekday); day <= lastOf(month); day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)));
  }
  return weeks;
}
