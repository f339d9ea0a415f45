import { expect, test } from 'vitest';
import type { ScheduledEvent } from '@/api/types';
import { agendaOf, weeksShown } from './agenda';

const event = (id: number, start: string) =>
  ({ id, start_time: start, end_time: start }) as unknown as ScheduledEvent;

test('events stand under the day they start on in the zone, an earlier one once, under the first', () => {
  const running = event(1, '2027-03-20T10:00:00Z'); // lasts into both weeks
  const late = event(2, '2027-03-28T23:30:00Z'); // 00:30 on the 29th in Dublin, after the change of the clocks
  const early = event(3, '2027-03-22T06:00:00Z');
  const parts = agendaOf(
    [
      [early, running, late],
      [running, late],
    ],
    '2027-03-22',
    'Europe/Dublin',
  );

  expect(parts.map(({ day, last, events }) => [day, last, events?.map(({ id }) => id)])).toEqual([
    ['2027-03-22', '2027-03-22', [1, 3]],
    ['2027-03-23', '2027-03-28', undefined],
    ['2027-03-29', '2027-03-29', [2]],
    ['2027-03-30', '2027-04-04', undefined],
  ]);
});

test('a day on which somebody is away is told though nothing is on', () => {
  const away = [{ start_date: '2027-03-24', end_date: '2027-03-24' }];
  expect(agendaOf([[]], '2027-03-22', 'UTC', away).map(({ day }) => day)).toEqual([
    '2027-03-22',
    '2027-03-24',
    '2027-03-25',
  ]);
});

test('the address cannot ask for more weeks than are read at once', () => {
  expect(
    [{}, { weeks: '3' }, { weeks: '900' }, { weeks: '-1' }, { weeks: 'x' }].map(weeksShown),
  ).toEqual([1, 3, 26, 1, 1]);
});
