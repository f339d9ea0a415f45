import { describe, expect, it } from 'vitest';
import type { ScheduledEvent, Series } from '@/api/types';
import { concernsSeries, newSeriesOf, ofOneDate, seriesDraftOf } from './drafts';
import { NO_REPEAT, nthWeekday, ruleOf, weekdayOf, type Repeat } from './rule';

const repeat = (changes: Partial<Repeat>): Repeat => ({ ...NO_REPEAT, ...changes });

describe('rules', () => {
  const day = '2027-03-01'; // a Monday

  it.each([
    [{}, null],
    [{ frequency: 'daily' }, 'FREQ=DAILY'],
    [
      { frequency: 'daily', interval: 3, ending: 'count', count: 5 },
      'FREQ=DAILY;INTERVAL=3;COUNT=5',
    ],
    [{ frequency: 'weekdays' }, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    [{ frequency: 'weekly' }, 'FREQ=WEEKLY;BYDAY=MO'],
    [{ frequency: 'weekly', days: ['FR', 'MO'] }, 'FREQ=WEEKLY;BYDAY=MO,FR'],
    [{ frequency: 'monthly' }, 'FREQ=MONTHLY;BYMONTHDAY=1'],
    [{ frequency: 'monthly-weekday' }, 'FREQ=MONTHLY;BYDAY=1MO'],
    [{ frequency: 'yearly', ending: 'until', until: '2030-03-01' }, 'FREQ=YEARLY;UNTIL=20300301'],
    [{ frequency: 'custom', custom: ' FREQ=DAILY ' }, 'FREQ=DAILY'],
    [{ frequency: 'custom', custom: ' ' }, null],
  ] as [Partial<Repeat>, string | null][])('%o is %s', (changes, rule) => {
    expect(ruleOf(repeat(changes), day)).toBe(rule);
  });

  it('calls the fifth of a weekday the last', () => {
    expect([weekdayOf('2027-03-31'), nthWeekday('2027-03-31'), nthWeekday('2027-03-28')]).toEqual([
      'WE',
      -1,
      4,
    ]);
  });
});

describe('what is sent', () => {
  const event = {
    id: 5,
    start_time: '2027-03-29T05:00:00Z', // 06:00 in Dublin, a day after the clocks went forward
    end_time: '2027-03-29T08:00:00Z',
    recurrence_time: '2027-03-29T05:00:00Z',
    series_id: 1,
  } as ScheduledEvent;
  const series = {
    id: 1,
    dtstart: '2027-03-01T06:00',
    dtend: '2027-03-01T09:00',
    time_zone: 'Europe/Dublin',
  } as Series;

  it('a new series says wall times', () => {
    const draft = {
      title: 'Breakfast',
      start_time: event.start_time,
      end_time: event.end_time,
      call_time: '2027-03-29T04:30:00Z',
    };
    expect(newSeriesOf(draft, 'FREQ=DAILY', 'Europe/Dublin')).toMatchObject({
      dtstart: '2027-03-29T06:00',
      dtend: '2027-03-29T09:00',
      call_time: '2027-03-29T05:30',
      on_air_start: '',
    });
  });

  it('a move of one date moves the first date by as much', () => {
    const draft = { start_time: '2027-03-30T06:00:00Z', end_time: '2027-03-30T09:00:00Z' };
    expect(seriesDraftOf(draft, event, series, 'all')).toEqual({
      scope: 'all',
      dtstart: '2027-03-02T07:00',
      dtend: '2027-03-02T10:00',
    });
  });

  it('following says from which date on, and times within keep their place', () => {
    const draft = { title: 'Late', wrap_time: '2027-03-29T08:30:00Z', call_time: null };
    expect(seriesDraftOf(draft, event, series, 'following')).toEqual({
      scope: 'following',
      from: '2027-03-29T05:00:00Z',
      title: 'Late',
      wrap_time: '2027-03-01T09:30',
      call_time: '',
    });
  });

  it('a status is of one date, equipment of all that are meant', () => {
    expect(concernsSeries({ status: 'Completed' })).toBe(false);
    expect(concernsSeries({ equipment: [1], kits: [], pools: [] })).toBe(true);
    expect(ofOneDate({ title: 'X', equipment: [1], status: 'Completed' })).toEqual({
      status: 'Completed',
    });
    expect(seriesDraftOf({ kits: [2] }, event, series, 'all')).toEqual({ scope: 'all', kits: [2] });
    expect(concernsSeries({ status: 'Completed', title: 'X' })).toBe(true);
  });
});
