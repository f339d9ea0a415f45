import { describe, expect, it } from 'vitest';
import type { AvailableFacility } from '@/api/types';
import { availabilityQueryOf, slotsOf, soughtOf } from './availability';

const ZONE = 'Europe/Dublin';

const room = (id: number, name: string, ...starts: string[]): AvailableFacility => ({
  id,
  name,
  state: 'free',
  kind: 'Studio',
  time_zone: ZONE,
  rig_minutes: 0,
  strike_minutes: 0,
  slots: starts.map((start_time) => ({
    start_time,
    end_time: start_time,
    free_until: start_time,
  })),
});

describe('the search for a free time', () => {
  it('looks for an hour within a week from today unless told otherwise', () => {
    expect(soughtOf({}, '2027-03-10')).toEqual({
      minutes: 60,
      from: '2027-03-10',
      until: '2027-03-16',
    });
    expect(
      soughtOf({ find_from: '2027-03-12', find_until: '2027-03-11' }, '2027-03-10').until,
    ).toBe('2027-03-12');
  });

  it('asks for whole days of the zone, and of today only for what is still to come', () => {
    const now = Date.parse('2027-03-27T15:20:00Z');
    const today = soughtOf({ find_until: '2027-03-28' }, '2027-03-27');
    const later = soughtOf({ find_from: '2027-03-28', find_until: '2027-03-28' }, '2027-03-27');
    expect(availabilityQueryOf({}, today, ZONE, now).start).toBe('2027-03-27T15:20:00.000Z');
    const day = availabilityQueryOf({}, later, ZONE, now);
    // 23 hours: the clocks change that night
    expect([day.start, day.end]).toEqual(['2027-03-28T00:00:00.000Z', '2027-03-28T23:00:00.000Z']);
  });

  it('lists the soonest slot of all first', () => {
    const found = slotsOf([
      room(1, 'Studio A', '2027-03-10T12:00:00Z', '2027-03-11T12:00:00Z'),
      room(2, 'Studio B', '2027-03-10T09:00:00Z'),
      room(3, 'Studio C', '2027-03-10T12:00:00Z'),
    ]);
    expect(found.map(({ facility, start }) => `${facility.name} ${start.slice(8, 13)}`)).toEqual([
      'Studio B 10T09',
      'Studio A 10T12',
      'Studio C 10T12',
      'Studio A 11T12',
    ]);
  });
});
