// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { addressOf, isSame, isSet, keptOf, valuesOf } from './savedFilters';

const saved = {
  id: 1,
  name: 'News',
  facility: 3,
  user: 7,
  event_type: 'Live',
  status: 'Scheduled' as const,
  search: 'nine',
  created_at: '',
  updated_at: '',
  version: 1,
};

describe('saved filters', () => {
  it('come back into the address as they left it, without the period', () => {
    const filters = {
      facility: '3',
      person: '7',
      type: 'Live',
      status: 'Scheduled',
      q: 'nine',
      day: '2026-11-23',
      view: 'list',
    };
    expect(addressOf(saved)).toEqual(keptOf(filters));
    expect(valuesOf('News', keptOf(filters))).toEqual({
      name: 'News',
      facility: 3,
      user: 7,
      event_type: 'Live',
      status: 'Scheduled',
      search: 'nine',
    });
  });

  it('clear what they do not say', () => {
    const empty = { id: 2, name: 'All', created_at: '', updated_at: '', version: 1 };
    expect(addressOf(empty)).toEqual(keptOf({}));
    expect(isSet(addressOf(empty))).toBe(false);
    expect(isSame(addressOf(saved), addressOf(empty))).toBe(false);
  });

  it('do not send a status that no event has', () => {
    expect(valuesOf('x', keptOf({ status: 'Done' })).status).toBeNull();
  });
});
