import { expect, it } from 'vitest';
import { daysIn, headerFor, nightsIn, stepFor, weekendsIn } from './ticks';
import { DAY, HOUR, MINUTE, zoneOf } from './zone';

const dublin = zoneOf('Europe/Dublin');
const at = (text: string) => Date.parse(text);
const perHour = (px: number) => px / HOUR;

it('draws the hours a day has', () => {
  const labels = (day: string) => {
    const start = dublin.dayStart(at(day));
    return headerFor(dublin, start, dublin.dayStart(start, 1), perHour(40)).minor.map(
      (tick) => tick.label + (tick.note === undefined ? '' : ` ${tick.note}`),
    );
  };
  expect(labels('2027-03-28T12:00:00Z').slice(0, 4)).toEqual(['00', '02', '03', '04']);
  expect(labels('2027-03-28T12:00:00Z')).toHaveLength(23);
  expect(labels('2027-10-31T12:00:00Z').slice(0, 4)).toEqual(['00', '01', '01 again', '02']);
  expect(labels('2027-10-31T12:00:00Z')).toHaveLength(25);
  expect(labels('2027-11-01T12:00:00Z')).toHaveLength(24);
});

it('notes the length of an unusual day', () => {
  const { major } = headerFor(
    dublin,
    at('2027-10-30T00:00Z'),
    at('2027-11-01T00:00Z'),
    perHour(40),
  );
  expect(major.map(({ label, note }) => [label, note])).toEqual([
    ['Sat 30 Oct', undefined],
    ['Sun 31 Oct', '25 h'],
  ]);
});

it.each([
  [2000, 15 * MINUTE],
  [60, HOUR],
  [20, 2 * HOUR],
  [9, 3 * HOUR],
  [4.5, 6 * HOUR],
  [1.8, DAY],
])('at %d pixels an hour the step leaves room for words', (px, step) => {
  expect(stepFor(perHour(px))).toBe(step);
});

it('keeps coarser steps on the wall clock after the clock has turned', () => {
  const start = dublin.dayStart(at('2027-10-31T12:00:00Z'));
  const { minor } = headerFor(dublin, start, dublin.dayStart(start, 1), perHour(9));
  expect(minor.map(({ label }) => label)).toEqual('00 03 06 09 12 15 18 21'.split(' '));
  expect((minor[0]?.end ?? 0) - (minor[0]?.start ?? 0)).toBe(4 * HOUR);
});

it('puts days under months at the widest', () => {
  const { major, minor } = headerFor(
    dublin,
    at('2026-11-20T00:00Z'),
    at('2026-12-03T00:00Z'),
    perHour(2),
  );
  expect(major.map(({ label }) => label)).toEqual(['November 2026', 'December 2026']);
  expect(minor.map(({ label }) => label)).toContain('Sat 28');
});

it('shades nights by the wall clock, one of them an hour longer', () => {
  const nights = nightsIn(dublin, at('2027-10-30T12:00Z'), at('2027-11-01T12:00Z'));
  expect(nights.map(([start, end]) => (end - start) / HOUR)).toEqual([9, 8]);
});

it('joins Saturday and Sunday', () => {
  expect(weekendsIn(dublin, at('2026-11-23T00:00Z'), at('2026-12-01T00:00Z'))).toEqual([
    [at('2026-11-28T00:00Z'), at('2026-11-30T00:00Z')],
  ]);
  expect(daysIn(dublin, at('2026-11-23T00:00Z'), at('2026-11-30T00:00Z'))).toHaveLength(7);
});
