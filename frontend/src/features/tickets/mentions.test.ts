import { expect, it } from 'vitest';
import { mentionAt, withMention } from './mentions';

it('a name is being typed after an at sign', () => {
  expect(mentionAt('Ask @gra', 8)).toBe('gra');
  expect(mentionAt('@', 1)).toBe('');
  expect(mentionAt('mail@example', 12)).toBeUndefined();
  expect(mentionAt('Ask @gra about it', 17)).toBeUndefined();
});

it('a name is completed where it is typed', () => {
  expect(withMention('Ask @gra about it', 8, 'grace.adeyemi')).toBe('Ask @grace.adeyemi about it');
});
