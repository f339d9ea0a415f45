/** Wall clocks of an IANA zone. Instants are UTC milliseconds; a wall time is the same count as if it were UTC. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What a clock on the wall shows. `weekday` is 0 for Sunday. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** Transitions are found by asking Intl at both ends of spans of this length; no zone changes twice in one. */
const SPAN = 4 * DAY;

interface OffsetSpan {
  readonly before: number;
  readonly after: number;
  /** First instant of `after`; meaningless while both are equal. */
  readonly turn: number;
}

/** Asking Intl costs microseconds, and a screen asks thousands of times: so it is asked twice per four days. */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #spans = new Map<number, OffsetSpan>();

  /** Throws a RangeError for a zone that Intl does not know. */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Milliseconds to add to UTC for the time on the wall. */
  offset(at: number): number {
    const index = Math.floor(at / SPAN);
    let span = this.#spans.get(index);
    if (span === undefined) {
      span = this.#measure(index * SPAN);
      this.#spans.set(index, span);
    }
    return at < span.turn ? span.before : span.after;
  }

  wall(at: number): Wall {
    const shifted = new Date(at + this.offset(at));
    return {
      year: shifted.getUTCFullYear(),
      month: shifted.getUTCMonth(),
      day: shifted.getUTCDate(),
      weekday: shifted.getUTCDay(),
      hour: shifted.getUTCHours(),
      minute: shifted.getUTCMinutes(),
    };
  }

  /**
   * The instant of a wall time, given as if it were UTC. A repeated one is its first occurrence; a missing one
   * moves forward by what the clock skips.
   */
  instant(wall: number): number {
    const early = wall - this.offset(wall - DAY);
    const late = wall - this.offset(wall + DAY);
    // The offset in force before the change finds the first of two; where it finds none, it lands behind the gap.
    if (early === late || early + this.offset(early) === wall) return early;
    return late + this.offset(late) === wall ? late : early;
  }

  /** Midnight of the day that `at` is in, or its first instant where midnight is skipped. */
  dayStart(at: number, days = 0): number {
    const wall = at + this.offset(at);
    return this.instant(Math.floor(wall / DAY) * DAY + days * DAY);
  }

  /** First instant of the month that `at` is in, or of one `months` later. */
  monthStart(at: number, months = 0): number {
    const { year, month } = this.wall(at);
    return this.instant(Date.UTC(year, month + months, 1));
  }

  /** The nearest instant at which the wall clock shows a multiple of `step`. */
  snap(at: number, step = 15 * MINUTE): number {
    const offset = this.offset(at);
    const snapped = Math.round((at + offset) / step) * step - offset;
    const turned = this.offset(snapped);
    return turned === offset ? snapped : Math.round((snapped + turned) / step) * step - turned;
  }

  /** The last such instant at or before `at`. */
  floor(at: number, step = 15 * MINUTE): number {
    const offset = this.offset(at);
    return Math.floor((at + offset) / step) * step - offset;
  }

  /** Whether the wall clock shows this time for the second time (the hour after a clock went back). */
  repeated(at: number): boolean {
    const now = this.offset(at);
    const before = this.offset(at - 3 * HOUR);
    return before > now && this.offset(at - (before - now)) === before;
  }

  #measure(from: number): OffsetSpan {
    const before = this.#ask(from);
    const after = this.#ask(from + SPAN - MINUTE);
    if (before === after) return { before, after, turn: from };
    let low = from / MINUTE;
    let high = (from + SPAN) / MINUTE - 1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#ask(middle * MINUTE) === before) low = middle;
      else high = middle;
    }
    return { before, after, turn: high * MINUTE };
  }

  #ask(at: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  }
}

const zones = new Map<string, Zone>();

/** One `Zone` per name, with what it has learned. */
export function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = new Zone(name);
    zones.set(name, zone);
  }
  return zone;
}
