import { describe, expect, test } from 'vitest';
import {
  foreignZone,
  formatDays,
  formatDuration,
  formatFromNow,
  formatInstant,
  formatPeriod,
} from './format';

const NOW = Date.parse('2026-11-23T12:00:00Z');

describe('a period in words', () => {
  test.each([
    ['2026-11-24T09:00:00Z', '2026-11-24T10:30:00Z', 'Europe/Dublin', 'Tue 24 Nov, 09:00 to 10:30'],
    ['2026-11-24T22:00:00Z', '2026-11-25T06:00:00Z', 'Europe/Dublin', 'Tue 24 Nov, 22:00 to 06:00'],
    ['2026-11-24T22:00:00Z', '2026-11-25T06:00:00Z', 'Europe/Berlin', 'Tue 24 Nov, 23:00 to 07:00'],
    [
      '2026-11-24T08:00:00Z',
      '2026-11-25T10:00:00Z',
      'Europe/Dublin',
      'Tue 24 Nov, 08:00 to Wed 25 Nov, 10:00',
    ],
    [
      '2027-03-27T22:00:00Z',
      '2027-03-28T08:00:00Z',
      'Europe/Dublin',
      'Sat 27 Mar 2027, 22:00 to 09:00',
    ],
  ])('%s to %s in %s', (start, end, zone, words) => {
    expect(formatPeriod(start, end, zone, NOW)).toBe(words);
  });

  test('an event that ends at midnight ends at 00:00, not on another date', () => {
    expect(formatPeriod('2026-11-24T20:00:00Z', '2026-11-25T00:00:00Z', 'UTC', NOW)).toBe(
      'Tue 24 Nov, 20:00 to 00:00',
    );
  });
});

test('an instant of another year names it', () => {
  expect(formatInstant('2027-01-01T00:30:00Z', 'Europe/Dublin', NOW)).toBe('Fri 1 Jan 2027, 00:30');
});

test.each([
  ['2026-11-23', '2026-11-29', '23 to 29 Nov 2026'],
  ['2026-11-30', '2026-12-06', '30 Nov to 6 Dec 2026'],
  ['2026-12-28', '2027-01-03', '28 Dec 2026 to 3 Jan 2027'],
  ['2026-11-23', '2026-11-23', '23 Nov 2026'],
])('days from %s to %s', (first, last, words) => {
  expect(formatDays(first, last)).toBe(words);
});

describe('the zone', () => {
  test('is named where its clocks differ from the viewer’s', () => {
    expect(foreignZone('2026-11-24T09:00:00Z', 'America/New_York', 'Europe/Dublin')).toBe(
      'New York time',
    );
  });
  test('is left out where they agree, be it under another name', () => {
    expect(foreignZone('2026-11-24T09:00:00Z', 'Europe/London', 'Europe/Dublin')).toBeUndefined();
  });
  test('agrees in winter and differs in summer', () => {
    expect(foreignZone('2026-11-24T09:00:00Z', 'UTC', 'Europe/Dublin')).toBeUndefined();
    expect(foreignZone('2026-07-24T09:00:00Z', 'UTC', 'Europe/Dublin')).toBe('UTC');
  });
});

test.each([
  [45, '45 min'],
  [60, '1 h'],
  [90, '1 h 30 min'],
  [26 * 60, '26 h'],
  [72 * 60, '3 days'],
])('%d minutes', (minutes, words) => {
  expect(formatDuration(minutes * 60_000)).toBe(words);
});

test.each([
  [20 * 60_000, 'in 20 min'],
  [-20 * 60_000, '20 min ago'],
  [10_000, 'now'],
])('%d ms from now', (distance, words) => {
  expect(formatFromNow(NOW + distance, NOW)).toBe(words);
});
