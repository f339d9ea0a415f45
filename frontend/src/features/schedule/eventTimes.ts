import { addDays, instantOf, readTime, wallTimeOf } from '@/ui/time/zone';

/** Times as a person types them: days and clock times of one zone. */
export interface TypedTimes {
  zone: string;
  day: string;
  start: string;
  end: string;
  /** Only when the end lies more than a day ahead; otherwise it is the next such time. */
  endDay: string | null;
  onAirStart: string;
  onAirEnd: string;
  call: string;
  wrap: string;
}

export interface Instants {
  start: number;
  end: number;
  onAirStart: number | null;
  onAirEnd: number | null;
  call: number | null;
  wrap: number | null;
}

export type TimeErrors = Partial<Record<keyof TypedTimes, string>>;

export interface ReadTimes {
  instants: Instants | null;
  errors: TimeErrors;
  /** What a reader of a wall clock would not expect. */
  notes: string[];
}

const NO_TIME = 'A time is written 22:00.';

/** The first moment from `from` on at which clocks in the zone show the time. */
function nextAt(time: string, from: number, zone: string): number {
  const { day } = wallTimeOf(from, zone);
  const today = instantOf({ day, time }, zone).at;
  return today >= from ? today : instantOf({ day: addDays(day, 1), time }, zone).at;
}

/** The moment nearest to `to` at which clocks in the zone show the time. */
function nearestAt(time: string, to: number, zone: string): number {
  const { day } = wallTimeOf(to, zone);
  const candidates = [-1, 0, 1].map(
    (days) => instantOf({ day: addDays(day, days), time }, zone).at,
  );
  return candidates.reduce((best, at) => (Math.abs(at - to) < Math.abs(best - to) ? at : best));
}

/** What typed times mean. The end is the next day's where it would not be after the start. */
export function readTimes(typed: TypedTimes): ReadTimes {
  const errors: TimeErrors = {};
  const notes: string[] = [];
  const { zone } = typed;

  const clock = (field: keyof TypedTimes, required = false): string | null => {
    const value = typed[field] ?? '';
    if (value.trim() === '') {
      if (required) errors[field] = NO_TIME;
      return null;
    }
    const time = readTime(value);
    if (time === null) errors[field] = NO_TIME;
    return time;
  };
  const startTime = clock('start', true);
  const endTime = clock('end', true);
  const onAirStartTime = clock('onAirStart');
  const onAirEndTime = clock('onAirEnd');
  const callTime = clock('call');
  const wrapTime = clock('wrap');
  if (typed.day === '') errors.day = 'Choose a day.';
  if (startTime === null || endTime === null || typed.day === '') {
    return { instants: null, errors, notes };
  }

  const at = (day: string, time: string) => {
    const found = instantOf({ day, time }, zone);
    if (found.kind === 'missing') {
      const shown = wallTimeOf(found.at, zone).time;
      notes.push(`The clocks skip ${time} on this night; ${shown} is meant.`);
    }
    if (found.kind === 'repeated') {
      notes.push(`${time} comes twice on this night; the first is meant.`);
    }
    return found.at;
  };
  const start = at(typed.day, startTime);
  const lastDay = typed.endDay ?? (endTime > startTime ? typed.day : addDays(typed.day, 1));
  const end = at(lastDay, endTime);
  if (end <= start) errors.end = 'The end comes before the start.';

  if ((onAirStartTime === null) !== (onAirEndTime === null)) {
    errors[onAirStartTime === null ? 'onAirStart' : 'onAirEnd'] = 'Give both ends, or none.';
  }
  let onAirStart: number | null = null;
  let onAirEnd: number | null = null;
  if (onAirStartTime !== null && onAirEndTime !== null) {
    onAirStart = nextAt(onAirStartTime, start, zone);
    onAirEnd = nextAt(onAirEndTime, onAirStart + 1, zone);
    if (onAirStart >= end) errors.onAirStart = 'Outside of the event.';
    else if (onAirEnd > end) errors.onAirEnd = 'Outside of the event.';
  }
  const call = callTime === null ? null : nearestAt(callTime, start, zone);
  const wrap = wrapTime === null ? null : nearestAt(wrapTime, end, zone);
  if (!errors.end && (wrap ?? end) <= (call ?? start)) {
    errors[call === null ? 'wrap' : 'call'] = 'The call comes after the wrap.';
  }
  const instants = { start, end, onAirStart, onAirEnd, call, wrap };
  return { instants: Object.keys(errors).length > 0 ? null : instants, errors, notes };
}

/** Instants as a person would type them. */
export function typeTimes(instants: Instants, zone: string): TypedTimes {
  const from = wallTimeOf(instants.start, zone);
  const to = wallTimeOf(instants.end, zone);
  const guessed = to.time > from.time ? from.day : addDays(from.day, 1);
  const clock = (at: number | null) => (at === null ? '' : wallTimeOf(at, zone).time);
  return {
    zone,
    day: from.day,
    start: from.time,
    end: to.time,
    endDay: to.day === guessed ? null : to.day,
    onAirStart: clock(instants.onAirStart),
    onAirEnd: clock(instants.onAirEnd),
    call: clock(instants.call),
    wrap: clock(instants.wrap),
  };
}

/** The same times later or earlier by a number of milliseconds. */
export function shiftTimes(instants: Instants, by: number): Instants {
  const move = (at: number | null) => (at === null ? null : at + by);
  return {
    start: instants.start + by,
    end: instants.end + by,
    onAirStart: move(instants.onAirStart),
    onAirEnd: move(instants.onAirEnd),
    call: move(instants.call),
    wrap: move(instants.wrap),
  };
}
