/** Sentences and times as people read and hear them. */

import type { BarStatus, TimelineBar } from './types';
import { HOUR, type Zone } from './zone';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

export function dayName(weekday: number): string {
  return WEEKDAYS[weekday] ?? '';
}

/** "Tue 24 Nov" */
export function dayText(zone: Zone, at: number): string {
  const { weekday, day, month } = zone.wall(at);
  return `${dayName(weekday)} ${day} ${MONTHS[month]?.slice(0, 3) ?? ''}`;
}

/** "November 2026" */
export function monthText(zone: Zone, at: number): string {
  const { month, year } = zone.wall(at);
  return `${MONTHS[month] ?? ''} ${year}`;
}

/** "22:00"; in the hour that a clock going back repeats, "01:30 (UTC+1)". */
export function timeText(zone: Zone, at: number): string {
  const { hour, minute } = zone.wall(at);
  const time = `${pad(hour)}:${pad(minute)}`;
  if (!isAmbiguous(zone, at)) return time;
  const offset = zone.offset(at) / HOUR;
  return `${time} (UTC${offset === 0 ? '' : `${offset > 0 ? '+' : '−'}${Math.abs(offset)}`})`;
}

/** "22:00 to 06:00", without the day it begins on. */
export function timesText(zone: Zone, start: number, end: number): string {
  const sameOrNextMorning = end <= zone.dayStart(start, 1) || end - start < 24 * HOUR;
  const last = sameOrNextMorning
    ? timeText(zone, end)
    : `${dayText(zone, end)}, ${timeText(zone, end)}`;
  return `${timeText(zone, start)} to ${last}`;
}

/** "Tue 24 Nov, 22:00 to 06:00" */
export function periodText(zone: Zone, start: number, end: number): string {
  return `${dayText(zone, start)}, ${timesText(zone, start, end)}`;
}

/** "23 to 29 Nov 2026": what is in view. */
export function rangeText(zone: Zone, start: number, end: number): string {
  const first = zone.wall(start);
  const last = zone.wall(end - 1);
  const month = (index: number) => MONTHS[index]?.slice(0, 3) ?? '';
  const closing = `${last.day} ${month(last.month)} ${last.year}`;
  if (first.year !== last.year) {
    return `${first.day} ${month(first.month)} ${first.year} to ${closing}`;
  }
  if (first.month !== last.month) return `${first.day} ${month(first.month)} to ${closing}`;
  if (first.day !== last.day) return `${first.day} to ${closing}`;
  return `${dayName(first.weekday)} ${closing}`;
}

/** "1 h 30 min" */
export function lengthText(length: number): string {
  const minutes = Math.round(length / 60_000);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "Hold 1", "Scheduled, in conflict" */
export function statusText(
  bar: Pick<TimelineBar, 'status' | 'rank' | 'challenged' | 'conflict'>,
): string {
  const words: Record<BarStatus, string> = {
    Scheduled: 'Scheduled',
    Confirmed: 'Confirmed',
    Hold: `${bar.rank === undefined ? 'Hold' : `Hold ${bar.rank}`}${bar.challenged ? ', challenged' : ''}`,
    'In Progress': 'In progress',
    Completed: 'Completed',
    Cancelled: 'Cancelled',
    Conflict: 'In conflict',
    Leave: 'Approved leave',
    Maintenance: 'Out of use',
  };
  const word = words[bar.status];
  return bar.conflict !== undefined && bar.status !== 'Conflict' ? `${word}, in conflict` : word;
}

/** "4 pieces", "with ENG kit": how what the row is goes out. */
export function takenText({ pieces, kit }: Pick<TimelineBar, 'pieces' | 'kit'>): string {
  if (pieces !== undefined) return pieces === 1 ? '1 piece' : `${pieces} pieces`;
  return kit === undefined ? '' : `with ${kit}`;
}

/** Whether a bar has these words, which are in small letters. */
export const isFound = ({ title, kit = '' }: TimelineBar, words: string) =>
  `${title}\n${kit}`.toLowerCase().includes(words);

/** What a screen reader says on a bar, and what the pointer sees when it rests there. */
export function barText(zone: Zone, bar: TimelineBar, rowName: string): string {
  const taken = takenText(bar);
  const parts = [
    bar.title,
    statusText(bar),
    periodText(zone, bar.start, bar.end),
    ...(rowName === '' ? [] : [rowName]),
    ...(taken === '' ? [] : [taken]),
  ];
  if (bar.holdStart < bar.start || bar.holdEnd > bar.end) {
    parts.push(`taken ${timesText(zone, bar.holdStart, bar.holdEnd)}`);
  }
  if (bar.onAirStart !== undefined && bar.onAirEnd !== undefined) {
    parts.push(`on air ${timesText(zone, bar.onAirStart, bar.onAirEnd)}`);
  }
  if (bar.conflict !== undefined) parts.push(bar.conflict);
  return parts.join(', ');
}

function isAmbiguous(zone: Zone, at: number): boolean {
  if (zone.repeated(at)) return true;
  const back = zone.offset(at) - zone.offset(at + 3 * HOUR);
  return back > 0 && zone.repeated(at + back);
}
