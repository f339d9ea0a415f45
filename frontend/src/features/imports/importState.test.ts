import { describe, expect, test } from 'vitest';
import {
  firstOutcome,
  rowsInTheWay,
  rowsToWrite,
  suggestedMode,
  summary,
  viewOf,
} from './importState';

type Run = Parameters<typeof summary>[0];
const run = (status: Run['status'], counts: Partial<Run['counts']> = {}): Run => ({
  status,
  counts: { created: 0, changed: 0, unchanged: 0, conflict: 0, bad: 0, ...counts },
});

test.each([
  ['queued', 'working'],
  ['reading', 'working'],
  ['applying', 'working'],
  ['planned', 'deciding'],
  ['refused', 'deciding'],
  ['applied', 'done'],
  ['failed', 'failed'],
] as const)('a run that is %s is a page about %s', (status, view) => {
  expect(viewOf(run(status))).toBe(view);
});

describe('a clean file', () => {
  const clean = run('planned', { created: 79, unchanged: 2 });
  test('is offered whole', () => expect(suggestedMode(clean)).toBe('all'));
  test('writes what is new or changed', () => expect(rowsToWrite(clean)).toBe(79));
  test('shows what is new first', () => expect(firstOutcome(clean)).toBe('created'));
  test('is told in a sentence', () => {
    expect(summary(clean)).toBe('79 rows would be created, 2 rows unchanged.');
  });
});

describe('a file with rows in the way', () => {
  const mixed = run('planned', { created: 5, changed: 1, conflict: 2, bad: 1 });
  test('leaves the choice to the person', () => expect(suggestedMode(mixed)).toBeNull());
  test('counts conflicts and bad rows', () => expect(rowsInTheWay(mixed)).toBe(3));
  test('shows what is bad first', () => expect(firstOutcome(mixed)).toBe('bad'));
  test('is told in a sentence', () => {
    expect(summary(mixed)).toBe(
      '5 rows would be created, 1 row would be changed, 2 rows in conflict, 1 row bad.',
    );
  });
});

test('the same file again has nothing to do', () => {
  expect(summary(run('planned', { unchanged: 79 }))).toBe(
    'Nothing to do: all 79 rows are in the schedule already.',
  );
});

test('what was applied is told as done', () => {
  expect(summary(run('applied', { created: 79 }))).toBe('79 rows created.');
});

test('an empty file says so', () => {
  expect(summary(run('planned'))).toBe('The file has no rows.');
});
