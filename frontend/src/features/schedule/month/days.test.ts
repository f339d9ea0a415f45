import { expect, test } from 'vitest';
import { formatMonth } from '@/ui/time/names';
import { addMonths, monthOf, weeksOf } from './days';
import { keyed } from './keys';

test.each([
  ['2026-11-23', '2026-10-26', 42], // begins on a Sunday, ends on a Monday
  ['2027-02-10', '2027-02-01', 28], // four weeks to the day
  ['2027-03-31', '2027-03-01', 35],
  ['2027-01-01', '2026-12-28', 35],
])('the weeks of the month of %s', (day, first, days) => {
  expect(weeksOf(day)).toEqual([first, days]);
});

test('months follow one another over the end of a year, from any day of them', () => {
  expect(addMonths('2027-01-31', 1)).toBe('2027-02-01');
  expect(addMonths('2026-12-31', 1)).toBe('2027-01-01');
  expect(addMonths('2027-01-15', -1)).toBe('2026-12-01');
  expect(monthOf('2026-11-23')).toBe('2026-11-01');
  expect(formatMonth('2026-11-23')).toBe('November 2026');
});

test.each([
  ['2027-03-01', 'ArrowLeft', '2027-02-28'],
  ['2027-03-31', 'ArrowDown', '2027-04-07'],
  ['2027-03-28', 'Home', '2027-03-22'], // over the change of the clocks
  ['2027-03-24', 'End', '2027-03-28'],
  ['2027-03-31', 'PageUp', '2027-02-28'],
  ['2027-01-30', 'PageDown', '2027-02-28'],
  ['2027-03-31', 'x', undefined],
])('from %s %s leads to %s', (from, key, to) => {
  expect(keyed(from, key)).toBe(to);
});
