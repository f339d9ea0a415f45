import { expect, it } from 'vitest';
import type { TemplateEntry } from '@/api/types';
import { entryBody, entryError, entryValues, inOrder, newEntry, retimed } from './entries';

const night: TemplateEntry = {
  id: 5,
  title: 'Night',
  day: 2,
  start_time: '22:00',
  end_day: 3,
  end_time: '06:00',
  call_before: 30,
  facility: { id: 7, name: 'Studio A' },
  is_held: true,
  contributors: ['A guest'],
  assigned_users: [{ id: 1, name: 'Anna Lee' }],
  tentative_users: [],
  equipment: [],
  kits: [],
  pools: [],
};

it('keeps what it has no field for', () => {
  expect(entryBody(entryValues(night))).toMatchObject({
    title: 'Night',
    day: 2,
    end_day: 3,
    facility: 7,
    call_before: 30,
    is_held: true,
    contributors: ['A guest'],
  });
});

it('lets the end follow the start by itself, but not where it is days later', () => {
  const values = entryValues(night);
  expect(entryBody(retimed(values, { end: '23:30' })).end_day).toBeNull();
  expect(entryBody(retimed({ ...values, nights: 3 }, { end: '23:30' })).end_day).toBe(5);
});

it('says what an entry needs', () => {
  const added = newEntry(entryValues(night));
  expect(added).toMatchObject({ day: 2, start: '06:00', facility: '7' });
  expect(entryError(added)).toBe('It needs a title.');
  expect(entryError({ ...added, title: 'Early' })).toContain('the time it ends');
  expect(entryError({ ...added, title: 'Early', end: '09:00' })).toBeNull();
  expect(inOrder([entryValues(night), { ...added, day: 1 }]).map(({ day }) => day)).toEqual([1, 2]);
});
