import { describe, expect, it } from 'vitest';
import type { TimeEntry, TimeOff } from '@/api/types';
import {
  daysText,
  hoursText,
  lastOf,
  openBreak,
  previousMonth,
  weeksOf,
  workedSoFar,
} from './hours';

const entry = (changes: Partial<TimeEntry>) =>
  ({ breaks: [], time_zone: 'Europe/Dublin', ...changes }) as TimeEntry;
const request = (changes: Partial<TimeOff>) =>
  ({ start_date: '2026-11-24', end_date: '2026-11-24', ...changes }) as TimeOff;

describe('a running entry', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('counts what has passed less breaks, the one that lasts included', () => {
    const breaks = [
      { start: '2026-11-23T10:00:00Z', end: '2026-11-23T10:30:00Z' },
      { start: '2026-11-23T11:45:00Z' },
    ];
    const running = entry({ clock_in: '2026-11-23T09:00:00Z', breaks });
    expect(workedSoFar(running, now)).toBe((3 * 60 - 45) * 60_000);
    expect(openBreak(running)).toEqual({ start: '2026-11-23T11:45:00Z' });
  });

  it('is never less than nothing', () => {
    expect(workedSoFar(entry({ clock_in: '2026-11-23T12:00:05Z' }), now)).toBe(0);
  });
});

describe('hours', () => {
  it.each([
    [0, '0 h'],
    [0.5, '30 min'],
    [7.75, '7 h 45 min'],
    [48, '48 h'],
    [160.5, '160 h 30 min'],
  ])('%d are told as %s', (hours, text) => {
    expect(hoursText(hours)).toBe(text);
  });
});

describe('a month', () => {
  it('is laid out in whole weeks from Monday', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06');
    expect(lastOf('2028-02')).toBe('2028-02-29');
    expect(previousMonth('2027-01')).toBe('2026-12');
  });
});

describe('days of leave', () => {
  it('are told with the times of a part of a day', () => {
    expect(daysText(request({ end_time: '13:00' }))).toContain('24 Nov');
    expect(daysText(request({ end_time: '13:00' }))).toContain(', until 13:00');
    expect(daysText(request({ end_date: '2026-11-27', start_time: '13:00' }))).toBe(
      '24 to 27 Nov 2026, from 13:00',
    );
  });
});
