/** Instants, wall times and IANA zones. Days are `YYYY-MM-DD`, wall times `HH:MM`. */

export interface WallTime {
  day: string;
  time: string;
}

export const viewerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of partsFormat(zone).formatToParts(instant)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instant / 1000) * 1000;
}

export const sameClock = (instant: number, one: string, other: string) =>
  one === other || offsetAt(instant, one) === offsetAt(instant, other);

/** What a clock in the zone shows at an instant. */
export function wallTimeOf(instant: number, zone: string): WallTime {
  const iso = new Date(instant + offsetAt(instant, zone)).toISOString();
  return { day: iso.slice(0, 10), time: iso.slice(11, 16) };
}

export type WallKind = 'exact' | 'missing' | 'repeated';

/**
 * The instant at which a clock in the zone shows a wall time.
 *
 * A time that the clocks skip is moved forward by the size of the gap; of a time that occurs
 * twice the first is taken. `kind` says so, for the form to show it.
 */
export function instantOf({ day, time }: WallTime, zone: string): { at: number; kind: WallKind } {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const dayBefore = offsetAt(wall - 86_400_000, zone);
  const dayAfter = offsetAt(wall + 86_400_000, zone);
  const fits = [...new Set([dayBefore, dayAfter])]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall)
    .sort((a, b) => a - b);
  const first = fits[0];
  if (first === undefined) return { at: wall - dayBefore, kind: 'missing' };
  return { at: first, kind: fits.length > 1 ? 'repeated' : 'exact' };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The Monday of the week of a day. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

export const startOfDay = (day: string, zone: string) => instantOf({ day, time: '00:00' }, zone).at;

/** `9`, `930`, `9:30`, `22.00` and `2200` as `HH:MM`; null for what is no time of day. */
export function readTime(typed: string): string | null {
  const match = /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*$/.exec(typed);
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
