import { describe, expect, it } from 'vitest';
import { fromLines, progressOf, toLines } from './words';

describe('items of a checklist as lines', () => {
  const items = [{ name: 'Switcher', hint: 'Every bus: cut' }, { name: 'Routing' }];

  it('go there and back', () => {
    expect(toLines(items)).toBe('Switcher: Every bus: cut\nRouting');
    expect(fromLines(toLines(items))).toEqual(items);
  });

  it('may be written untidily', () => {
    expect(fromLines('\n  Mixer \n\nSpeakers:  \n')).toEqual([
      { name: 'Mixer' },
      { name: 'Speakers:' },
    ]);
  });
});

it('progress counts what was looked at', () => {
  const counts = { total: 17, open: 9, ok: 7, failed: 1, not_applicable: 0 };
  expect(progressOf(counts)).toBe('8 of 17, 1 failed');
});
