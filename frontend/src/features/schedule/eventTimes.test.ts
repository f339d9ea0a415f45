import { describe, expect, test } from 'vitest';
import { readTimes, shiftTimes, typeTimes, type TypedTimes } from './eventTimes';

const HOUR = 3_600_000;
const typed = (changes: Partial<TypedTimes> = {}): TypedTimes => ({
  zone: 'Europe/Dublin',
  day: '2026-11-24',
  start: '22:00',
  end: '06:00',
  endDay: null,
  onAirStart: '',
  onAirEnd: '',
  call: '',
  wrap: '',
  ...changes,
});
const iso = (at: number | null | undefined) =>
  at === null || at === undefined ? at : new Date(at).toISOString();

describe('typed times', () => {
  test('an end before the start is the next day’s', () => {
    const { instants } = readTimes(typed());
    expect(iso(instants?.start)).toBe('2026-11-24T22:00:00.000Z');
    expect(iso(instants?.end)).toBe('2026-11-25T06:00:00.000Z');
  });

  test('the same clock time is a whole day', () => {
    const { instants } = readTimes(typed({ start: '06:00', end: '06:00' }));
    expect(((instants?.end ?? 0) - (instants?.start ?? 0)) / HOUR).toBe(24);
  });

  test('are read on the clocks of the zone', () => {
    const { instants } = readTimes(typed({ zone: 'Europe/Berlin', start: '9', end: '1030' }));
    expect(iso(instants?.start)).toBe('2026-11-24T08:00:00.000Z');
    expect(iso(instants?.end)).toBe('2026-11-24T09:30:00.000Z');
  });

  test('the night of the spring change has 10 hours from 22:00 to 09:00', () => {
    const { instants } = readTimes(typed({ day: '2027-03-27', end: '09:00' }));
    expect(((instants?.end ?? 0) - (instants?.start ?? 0)) / HOUR).toBe(10);
  });

  test('a start that the clocks skip is moved forward, and said', () => {
    const { instants, notes } = readTimes(
      typed({ day: '2027-03-28', start: '01:30', end: '04:00' }),
    );
    expect(iso(instants?.start)).toBe('2027-03-28T01:30:00.000Z');
    expect(notes).toEqual(['The clocks skip 01:30 on this night; 02:30 is meant.']);
  });

  test('on air after midnight belongs to the second day', () => {
    const { instants } = readTimes(typed({ onAirStart: '23:00', onAirEnd: '01:00' }));
    expect(iso(instants?.onAirStart)).toBe('2026-11-24T23:00:00.000Z');
    expect(iso(instants?.onAirEnd)).toBe('2026-11-25T01:00:00.000Z');
  });

  test('the call is the time nearest to the start, the wrap nearest to the end', () => {
    const { instants } = readTimes(typed({ start: '00:30', call: '23:00', wrap: '06:30' }));
    expect(iso(instants?.call)).toBe('2026-11-23T23:00:00.000Z');
    expect(iso(instants?.wrap)).toBe('2026-11-24T06:30:00.000Z');
  });

  test.each<[Partial<TypedTimes>, keyof TypedTimes]>([
    [{ start: 'late' }, 'start'],
    [{ end: '' }, 'end'],
    [{ day: '' }, 'day'],
    [{ endDay: '2026-11-23' }, 'end'],
    [{ onAirStart: '23:00' }, 'onAirEnd'],
    [{ onAirStart: '23:00', onAirEnd: '07:00' }, 'onAirEnd'],
    [{ onAirStart: '12:00', onAirEnd: '13:00' }, 'onAirStart'],
  ])('%o is refused at its field', (changes, field) => {
    const { instants, errors } = readTimes(typed(changes));
    expect(instants).toBeNull();
    expect(Object.keys(errors)).toEqual([field]);
  });
});

describe('there and back again', () => {
  test.each([
    typed(),
    typed({ start: '09:00', end: '10:30', onAirStart: '09:15', onAirEnd: '10:15', call: '08:00' }),
    typed({ end: '12:00', endDay: '2026-11-27' }),
    typed({ start: '06:00', end: '06:00' }),
  ])('%o', (times) => {
    const { instants } = readTimes(times);
    expect(instants && typeTimes(instants, times.zone)).toEqual(times);
  });
});

test('a shift takes everything along', () => {
  const { instants } = readTimes(typed({ onAirStart: '23:00', onAirEnd: '01:00', call: '21:00' }));
  const shifted = instants && typeTimes(shiftTimes(instants, 2 * HOUR), 'Europe/Dublin');
  expect(shifted).toMatchObject({
    day: '2026-11-25',
    start: '00:00',
    end: '08:00',
    onAirStart: '01:00',
    onAirEnd: '03:00',
    call: '23:00',
  });
});
