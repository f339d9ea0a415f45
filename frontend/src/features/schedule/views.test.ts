import { expect, test } from 'vitest';
import { switchedTo, viewOf } from './views';

const DUBLIN = 'Europe/Dublin';

test('a phone has the week in place of the timeline, and every other view as it is', () => {
  expect(viewOf({}, false)).toBe('timeline');
  expect(viewOf({}, true)).toBe('list');
  expect(viewOf({ view: 'month' }, true)).toBe('month');
  expect(viewOf({ view: 'nonsense' }, false)).toBe('timeline');
});

test('another view is about the same days, on the clocks of the zone', () => {
  // 23:30 in UTC is the next day in Irish summer time
  const timeline = { at: '2027-06-30T23:30:00.000Z' };
  expect(switchedTo('month', timeline, DUBLIN)).toMatchObject({ view: 'month', day: '2027-07-01' });
  expect(switchedTo('timeline', { day: '2027-07-01' }, DUBLIN)).toMatchObject({
    view: null,
    at: '2027-06-30T23:00:00.000Z',
  });
  expect(switchedTo('agenda', {}, DUBLIN)).toMatchObject({ view: 'agenda', day: null });
});
