import { formatDate, weekdayOf } from './names';
import { addDays, sameClock, viewerZone, wallTimeOf } from './zone';

const instant = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at));

/** `Tue 24 Nov`, with the year when it is not the current one. */
export function formatDay(day: string, now = Date.now()): string {
  const year = day.slice(0, 4);
  const short = `${weekdayOf(day)} ${formatDate(day)}`;
  return year === String(new Date(now).getUTCFullYear()) ? short : `${short} ${year}`;
}

/** `23 to 29 Nov 2026` or `30 Nov to 6 Dec 2026`; the last day is included. */
export function formatDays(first: string, last: string): string {
  const end = `${formatDate(last)} ${last.slice(0, 4)}`;
  if (first === last) return end;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8, 10))} to ${end}`;
  const start = formatDate(first);
  if (first.slice(0, 4) === last.slice(0, 4)) return `${start} to ${end}`;
  return `${start} ${first.slice(0, 4)} to ${end}`;
}

/** `14:05` on the clocks of the zone. */
export const formatTime = (at: string | number, zone: string) => wallTimeOf(instant(at), zone).time;

/** `Tue 24 Nov, 22:00`. */
export function formatInstant(at: string | number, zone: string, now = Date.now()): string {
  const { day, time } = wallTimeOf(instant(at), zone);
  return `${formatDay(day, now)}, ${time}`;
}

/** `22:00 to 06:00`; the day of the end only where the reader could not guess it. */
export function formatTimes(start: string | number, end: string | number, zone: string): string {
  const from = wallTimeOf(instant(start), zone);
  const to = wallTimeOf(instant(end), zone);
  const guessable =
    to.day === from.day || (to.day === addDays(from.day, 1) && to.time <= from.time);
  return `${from.time} to ${guessable ? '' : `${formatDay(to.day)}, `}${to.time}`;
}

/** `Tue 24 Nov, 22:00 to 06:00`. */
export function formatPeriod(
  start: string | number,
  end: string | number,
  zone: string,
  now = Date.now(),
): string {
  const { day } = wallTimeOf(instant(start), zone);
  return `${formatDay(day, now)}, ${formatTimes(start, end, zone)}`;
}

/** `Berlin time` where clocks of the zone differ from the viewer's at that instant, else nothing. */
export function foreignZone(
  at: string | number,
  zone: string,
  viewer = viewerZone(),
): string | undefined {
  if (sameClock(instant(at), zone, viewer)) return undefined;
  return zoneName(zone);
}

/** `Berlin time` for `Europe/Berlin`, `UTC` for itself. */
export function zoneName(zone: string): string {
  const city = zone.split('/').at(-1) ?? zone;
  return city === zone ? zone : `${city.replaceAll('_', ' ')} time`;
}

/** `45 min`, `2 h`, `1 h 30 min`, `3 days`; elapsed, so a night of a clock change has its true length. */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) {
    const days = Math.floor(hours / 24);
    return hours % 24 === 0 ? `${days} days` : `${days} days ${hours % 24} h`;
  }
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** `in 20 min`, `20 min ago`, `now`. */
export function formatFromNow(at: string | number, now: number): string {
  const distance = instant(at) - now;
  if (Math.abs(distance) < 45_000) return 'now';
  const duration = formatDuration(Math.abs(distance));
  return distance > 0 ? `in ${duration}` : `${duration} ago`;
}
