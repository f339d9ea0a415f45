import { expect, test, vi } from 'vitest';
import { gathering, topicsOf } from './live';

test('a change of an event makes everything that shows events read again', () => {
  expect(topicsOf('{"type": "EventChanged", "subject": "event:12"}')).toEqual(
    expect.arrayContaining(['events', 'timeline', 'today/board']),
  );
});

test('who clocks in makes no board, week or list of tickets read again', () => {
  expect(topicsOf('{"type": "ClockedIn", "subject": "time_entry:12"}')).toEqual([
    'time',
    'today/time',
    'audit',
  ]);
});

test('after a gap that the server cannot fill everything is read again', () => {
  expect(topicsOf('{"type": "reset", "subject": ""}')).toEqual(
    expect.arrayContaining(['events', 'facilities', 'equipment', 'profiles', 'locations']),
  );
});

test.each(['', 'not json', '[]', 'null', '{"type": "x"}', '{"subject": "unheard_of:1"}'])(
  'nothing is read for %s',
  (message) => {
    expect(topicsOf(message)).toEqual([]);
  },
);

test('what comes while topics are gathered is handed over once, and what comes later again', () => {
  vi.useFakeTimers();
  const taken: string[][] = [];
  const gathered = gathering(
    () => 100,
    (topics) => taken.push(topics),
  );
  for (const topic of ['events', 'today', 'events']) gathered.add(topic);
  vi.advanceTimersByTime(99);
  expect(taken).toEqual([]);
  vi.advanceTimersByTime(1);
  gathered.add('today');
  vi.advanceTimersByTime(100);
  gathered.add('today');
  gathered.stop();
  vi.advanceTimersByTime(100);
  expect(taken).toEqual([['events', 'today'], ['today']]);
  vi.useRealTimers();
});
