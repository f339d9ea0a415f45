import { expect, it } from 'vitest';
import { stepTo } from './board';

const columns = [[1, 2, 3], [], [4]].map((ids) => ({ tickets: ids.map((id) => ({ id })) }));

it('arrows go up and down, and over empty columns', () => {
  expect(stepTo(columns, 1, 'down')).toBe(2);
  expect(stepTo(columns, 1, 'up')).toBeUndefined();
  expect(stepTo(columns, 3, 'right')).toBe(4);
  expect(stepTo(columns, 4, 'left')).toBe(1);
  expect(stepTo(columns, 4, 'right')).toBeUndefined();
  expect(stepTo(columns, 99, 'left')).toBeUndefined();
});
