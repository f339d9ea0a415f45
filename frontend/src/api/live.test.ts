import { expect, test } from 'vitest';
import { topicsOf } from './live';

test('a change of an event makes everything that shows events read again', () => {
  expect(topicsOf('{"type": "EventChanged", "subject": "event:12"}')).toEqual(
    expect.arrayContaining(['events', 'timeline', 'today']),
  );
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
