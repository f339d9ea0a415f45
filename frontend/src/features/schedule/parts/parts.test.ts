import { describe, expect, test } from 'vitest';
import type { ScheduledEvent } from '@/api/types';
import type { EventPart } from './api';
import { isShort, partOf, staffing, typedPart } from './parts';

const gala = {
  start_time: '2027-03-27T21:00:00Z',
  end_time: '2027-03-27T23:00:00Z',
  time_zone: 'Europe/Dublin',
} as ScheduledEvent;
const rig = {
  id: 3,
  title: 'Rig',
  start_time: '2027-03-27T22:30:00Z',
  end_time: '2027-03-28T01:30:00Z',
  needs: [
    { position: 'Rigger', headcount: 2 },
    { position: 'Gaffer', headcount: 1 },
  ],
  assigned_users: [{ id: 5, full_name: 'Aoife Kelleher' }],
} as EventPart;

describe('parts', () => {
  test('are typed on the clocks of the event and sent as they came, over a change of the clock', () => {
    const typed = typedPart(gala, rig);
    expect([typed.day, typed.start, typed.end]).toEqual(['2027-03-27', '22:30', '02:30']);
    expect(partOf(typed, gala.time_zone)).toMatchObject({
      start_time: '2027-03-27T22:30:00.000Z',
      end_time: '2027-03-28T01:30:00.000Z',
      assigned_users: [5],
    });
  });

  test('that last for days keep them', () => {
    const long = { ...rig, end_time: '2027-03-29T22:30:00Z' };
    const typed = typedPart(gala, long);
    expect([typed.end, typed.moreDays]).toEqual(['23:30', 2]);
    expect(partOf({ ...typed, start: '22' }, gala.time_zone)).toMatchObject({
      start_time: '2027-03-27T22:00:00.000Z',
      end_time: '2027-03-29T22:30:00.000Z',
    });
  });

  test('a new one begins with its event, and is not sent with a time that cannot be read', () => {
    const typed = typedPart(gala, undefined);
    expect([typed.start, typed.end]).toEqual(['21:00', '23:00']);
    expect(partOf({ ...typed, start: '2x' }, gala.time_zone)).toBeNull();
  });

  test('say how many are missing', () => {
    expect(staffing(rig)).toBe('1 of 3 (2 × Rigger, Gaffer): Aoife Kelleher');
    expect(isShort(rig)).toBe(true);
    expect(staffing({ ...rig, needs: [] })).toBe('Aoife Kelleher');
  });
});
