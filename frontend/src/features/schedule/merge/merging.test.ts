import { describe, expect, it } from 'vitest';
import type { ScheduledEvent } from '@/api/types';
import { valuesOf } from '../eventValues';
import { meetingsOf, merged, type Names } from './merging';

const person = (id: number) => ({ id, full_name: `P${id}` });
const event = (changes: object = {}): ScheduledEvent =>
  ({
    id: 1,
    title: 'Panel',
    start_time: '2027-01-12T10:00:00Z',
    end_time: '2027-01-12T11:00:00Z',
    time_zone: 'UTC',
    assigned_users: [person(1), person(2)],
    status: 'Scheduled',
    claim: 'Confirmed',
    version: 1,
    ...changes,
  }) as ScheduledEvent;

const names: Names = {
  facility: (id) => `F${id}`,
  person: (id) => `P${id}`,
  item: (id) => `I${id}`,
  kit: (id) => `K${id}`,
  pool: (id) => `Q${id}`,
};

describe('merging', () => {
  const base = event();

  it('asks only about what both changed, and takes the rest from whoever changed it', () => {
    const newer = event({ title: 'Panel live', event_type: 'Recording', version: 2 });
    const mine = { ...valuesOf(base), title: 'Late panel', description: 'With guests' };

    const { met, onlyMine } = meetingsOf(base, newer, mine, names);

    expect(
      met.map(({ label, before, theirs, mine: typed, usual }) => [
        label,
        before,
        theirs,
        typed,
        usual,
      ]),
    ).toEqual([
      ['Title', 'Panel', 'Panel live', 'Late panel', 'mine'],
      ['Type', '', 'Recording', undefined, 'theirs'],
    ]);
    expect(onlyMine).toEqual(['Description']);
    expect(
      merged(
        base,
        newer,
        mine,
        new Map([
          ['Title', 'mine'],
          ['Type', 'theirs'],
        ]),
      ),
    ).toEqual({
      ...mine,
      event_type: 'Recording',
    });
    expect(merged(base, newer, mine, new Map([['Title', 'theirs']])).title).toBe('Panel live');
  });

  it('keeps both changes of people', () => {
    const newer = event({ assigned_users: [person(1), person(2), person(3)] });
    const mine = { ...valuesOf(base), people: ['2', '4'] };

    const { met } = meetingsOf(base, newer, mine, names);

    expect(met).toMatchObject([{ label: 'People', usual: 'both', both: 'P2, P3, P4' }]);
    expect(merged(base, newer, mine, new Map([['People', 'both']])).people).toEqual([
      '2',
      '3',
      '4',
    ]);
  });

  it('asks nothing where both typed the same', () => {
    const newer = event({ title: 'Panel live' });
    const mine = { ...valuesOf(base), title: 'Panel live' };

    expect(meetingsOf(base, newer, mine, names)).toMatchObject({
      met: [{ label: 'Title', mine: undefined, usual: 'theirs' }],
      onlyMine: [],
    });
  });

  it('moves the times as one field, in the zone of the form', () => {
    const newer = event({ start_time: '2027-01-12T12:00:00Z', end_time: '2027-01-12T13:00:00Z' });
    const mine = { ...valuesOf(base), end: '11:30' };

    const { met } = meetingsOf(base, newer, mine, names);

    expect(met[0]?.theirs).toMatch(/12 Jan.*12:00 to 13:00$/);
    expect(met[0]?.mine).toMatch(/10:00 to 11:30$/);
    expect(merged(base, newer, mine, new Map([['Time', 'theirs']]))).toMatchObject({
      start: '12:00',
      end: '13:00',
    });
  });
});
