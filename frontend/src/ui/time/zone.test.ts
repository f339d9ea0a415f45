import { describe, expect, test } from 'vitest';
import { addDays, instantOf, mondayOf, readTime, startOfDay, wallTimeOf } from './zone';

const HOUR = 3_600_000;
const DUBLIN = 'Europe/Dublin';

describe('wall time to instant', () => {
  test('in winter and in summer', () => {
    expect(instantOf({ day: '2026-11-24', time: '22:00' }, 'Europe/Berlin')).toEqual({
      at: Date.parse('2026-11-24T21:00:00Z'),
      kind: 'exact',
    });
    expect(instantOf({ day: '2026-07-24', time: '22:00' }, 'Europe/Berlin').at).toBe(
      Date.parse('2026-07-24T20:00:00Z'),
    );
  });

  test('22:00 to 09:00 over the spring change is 10 hours, over the autumn change 12', () => {
    const hours = (day: string) =>
      (instantOf({ day: addDays(day, 1), time: '09:00' }, DUBLIN).at -
        instantOf({ day, time: '22:00' }, DUBLIN).at) /
      HOUR;
    expect(hours('2027-03-27')).toBe(10);
    expect(hours('2027-10-30')).toBe(12);
    expect(hours('2027-05-01')).toBe(11);
  });

  test('a time that the clocks skip moves forward and says so', () => {
    const { at, kind } = instantOf({ day: '2027-03-28', time: '01:30' }, DUBLIN);
    expect(kind).toBe('missing');
    expect(wallTimeOf(at, DUBLIN)).toEqual({ day: '2027-03-28', time: '02:30' });
  });

  test('a time that occurs twice is the first of the two and says so', () => {
    expect(instantOf({ day: '2027-10-31', time: '01:30' }, DUBLIN)).toEqual({
      at: Date.parse('2027-10-31T00:30:00Z'),
      kind: 'repeated',
    });
  });

  test('there and back again, every half hour of a year in zones with odd rules', () => {
    for (const zone of [DUBLIN, 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu']) {
      for (let at = Date.UTC(2027, 0, 1); at < Date.UTC(2028, 0, 1); at += 7 * HOUR + HOUR / 2) {
        const found = instantOf(wallTimeOf(at, zone), zone);
        expect(found.kind === 'repeated' || found.at === at).toBe(true);
      }
    }
  });
});

test('a day starts at its midnight in the zone', () => {
  expect(startOfDay('2026-11-24', 'America/New_York')).toBe(Date.parse('2026-11-24T05:00:00Z'));
});

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026-11-29', '2026-11-23'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s starts on %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

test.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['9:30', '09:30'],
  ['22.15', '22:15'],
  ['2200', '22:00'],
  ['24:00', null],
  ['9:75', null],
  ['noon', null],
])('typed %s', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});
