/** The two lines of the header, and what is shaded below it, for a stretch of time in a zone. */

import { dayName, dayText, monthText, pad } from './words';
import { DAY, HOUR, MINUTE, type Zone } from './zone';

export interface Tick {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** What is unusual here: "25 h", "again". */
  readonly note?: string;
}

export interface Header {
  /** Days, or months where the lower line holds days. */
  readonly major: readonly Tick[];
  readonly minor: readonly Tick[];
}

export type Span = readonly [start: number, end: number];

/** Steps of the lower line, with the room that a label of theirs needs, in pixels. */
const STEPS: readonly (readonly [step: number, room: number])[] = [
  [15 * MINUTE, 46],
  [30 * MINUTE, 46],
  [HOUR, 26],
  [2 * HOUR, 26],
  [3 * HOUR, 26],
  [6 * HOUR, 26],
  [12 * HOUR, 26],
];

/** The finest step whose labels fit. */
export function stepFor(pxPerMs: number): number {
  return STEPS.find(([step, room]) => step * pxPerMs >= room)?.[0] ?? DAY;
}

export function headerFor(zone: Zone, from: number, to: number, pxPerMs: number): Header {
  const step = stepFor(pxPerMs);
  const days = daysIn(zone, from, to);
  if (step === DAY) {
    return { major: months(zone, from, to), minor: days.map((day) => dayTick(zone, day, pxPerMs)) };
  }
  return {
    major: days.map(([start, end]) => ({
      start,
      end,
      label: dayText(zone, start),
      ...lengthNote(start, end),
    })),
    minor: days.flatMap((day) => hours(zone, day, step)),
  };
}

/** Days that overlap [from, to), by the wall clock: 23, 24 or 25 hours long. */
export function daysIn(zone: Zone, from: number, to: number): Span[] {
  const days: Span[] = [];
  for (let start = zone.dayStart(from); start < to;) {
    const end = zone.dayStart(start, 1);
    days.push([start, end]);
    start = end;
  }
  return days;
}

/** From 22:00 to 06:00 by the wall clock. */
export function nightsIn(zone: Zone, from: number, to: number): Span[] {
  return daysIn(zone, from - DAY, to)
    .map(([start]): Span => {
      const wall = start + zone.offset(start);
      const midnight = Math.round(wall / DAY) * DAY;
      return [zone.instant(midnight + 22 * HOUR), zone.instant(midnight + DAY + 6 * HOUR)];
    })
    .filter(([start, end]) => start < to && end > from);
}

/** Saturdays and Sundays, each pair as one span. */
export function weekendsIn(zone: Zone, from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (const [start, end] of daysIn(zone, from, to)) {
    const { weekday } = zone.wall(start);
    if (weekday !== 0 && weekday !== 6) continue;
    const last = spans.at(-1);
    if (last?.[1] === start) spans[spans.length - 1] = [last[0], end];
    else spans.push([start, end]);
  }
  return spans;
}

function hours(zone: Zone, [start, end]: Span, step: number): Tick[] {
  // Clocks that turn by half an hour put the day's later hours off the beat of its first ones.
  const beat = step < HOUR ? step : (end - start) % HOUR === 0 ? HOUR : 15 * MINUTE;
  const ticks: { start: number; label: string; again: boolean }[] = [];
  for (let at = start; at < end; at += beat) {
    const { hour, minute } = zone.wall(at);
    const onStep = ((hour * 60 + minute) * MINUTE) % step === 0;
    const again = zone.repeated(at);
    if (at !== start && (!onStep || (again && step > HOUR))) continue;
    ticks.push({ start: at, label: hourLabel(hour, minute, step), again });
  }
  return ticks.map((tick, index) => ({
    start: tick.start,
    end: ticks[index + 1]?.start ?? end,
    label: tick.label,
    ...(tick.again ? { note: 'again' } : {}),
  }));
}

function hourLabel(hour: number, minute: number, step: number): string {
  return step < HOUR || minute !== 0 ? `${pad(hour)}:${pad(minute)}` : pad(hour);
}

function dayTick(zone: Zone, [start, end]: Span, pxPerMs: number): Tick {
  const { day, weekday } = zone.wall(start);
  const room = (end - start) * pxPerMs;
  const label = room >= 44 ? `${dayName(weekday)} ${day}` : String(day);
  return { start, end, label, ...lengthNote(start, end) };
}

function months(zone: Zone, from: number, to: number): Tick[] {
  const ticks: Tick[] = [];
  for (let start = zone.monthStart(from); start < to;) {
    const end = zone.monthStart(start, 1);
    ticks.push({ start, end, label: monthText(zone, start) });
    start = end;
  }
  return ticks;
}

function lengthNote(start: number, end: number): { note?: string } {
  const length = end - start;
  return length === DAY ? {} : { note: `${length / HOUR} h` };
}
