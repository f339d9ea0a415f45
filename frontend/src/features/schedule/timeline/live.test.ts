import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { barOf, hour } from './fixtures';
import { LiveBars, placed } from './live';
import type { TimelineBar } from './types';

const rows = [{ id: 'a', name: 'A' }];
const news = barOf('news', 'a', 8, 10, {
  holdStart: hour(7),
  onAirStart: hour(8.5),
  onAirEnd: hour(9),
});
const sport = barOf('sport', 'a', 12, 13);
const later = (bar: TimelineBar) => ({
  ...placed(bar, { rowId: 'a', start: bar.start + 3_600_000, end: bar.end + 3_600_000 }),
  version: bar.version + 1,
});
const shown = (live: LiveBars, id: string) =>
  live.snapshot().bars.find((bar) => bar.id === id) ?? expect.fail(`${id} is not shown`);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what the page sends', () => {
  it('keeps the objects of bars that are the same', () => {
    const live = new LiveBars(rows, [news, sport]);
    live.receive(rows, [{ ...news }, later(sport)], null);
    expect(shown(live, 'news')).toBe(news);
    expect(shown(live, 'sport').start).toBe(hour(13));
  });

  it('waits while frozen, and comes in afterwards', () => {
    const live = new LiveBars(rows, [news, sport]);
    const thaw = live.freeze();
    live.receive(rows, [later(news)], null);
    expect(live.snapshot().bars).toHaveLength(2);
    thaw();
    expect(live.snapshot().bars.map((bar) => bar.start)).toEqual([hour(9)]);
  });

  it('leaves the bar under the pointer until the pointer leaves it, even if it is gone', () => {
    const live = new LiveBars(rows, [news, sport]);
    live.receive(rows, [later(sport)], 'news');
    expect(shown(live, 'news')).toBe(news);
    live.point('sport');
    expect(live.snapshot().bars.map((bar) => bar.id)).toEqual(['sport']);
  });
});

describe('an own change', () => {
  const place = { rowId: 'a', start: hour(15), end: hour(17) };

  it('shows at once, is busy, and gives way to the version that has it', () => {
    const live = new LiveBars(rows, [news]);
    live.override(news, place);
    expect([shown(live, 'news').start, live.isBusy('news')]).toEqual([hour(15), true]);
    expect([...live.snapshot().saving]).toEqual(['news']);
    live.settle('news');
    expect([shown(live, 'news').start, live.snapshot().saving.size]).toEqual([hour(15), 0]);
    live.receive(rows, [{ ...placed(news, place), version: 2, title: 'Late news' }], null);
    expect([shown(live, 'news').title, live.isBusy('news')]).toEqual(['Late news', false]);
  });

  it('goes back when refused', () => {
    const live = new LiveBars(rows, [news]);
    live.override(news, place);
    live.revert('news');
    expect(shown(live, 'news')).toBe(news);
  });

  it('goes back when the page never brings it', () => {
    const live = new LiveBars(rows, [news]);
    live.override(news, place);
    live.settle('news');
    vi.runAllTimers();
    expect(shown(live, 'news')).toBe(news);
  });

  it('takes the other bars of the event along in time, in their own rows', () => {
    const mine = barOf('mine', 'a', 8, 10, { eventId: 1 });
    const theirs = barOf('theirs', 'b', 8, 10, { eventId: 1 });
    const live = new LiveBars(rows, [mine, theirs]);
    live.override(mine, { rowId: 'c', start: hour(9), end: hour(11) });
    expect(shown(live, 'theirs')).toMatchObject({ rowId: 'b', start: hour(9), end: hour(11) });
  });
});

it('keeps rig and strike around a moved bar, and the on-air part inside a shortened one', () => {
  const moved = placed(news, { rowId: 'b', start: hour(10), end: hour(12) });
  expect(moved).toMatchObject({ holdStart: hour(9), holdEnd: hour(12), onAirStart: hour(10.5) });
  const cut = placed(news, { rowId: 'a', start: hour(8), end: hour(8.75) });
  expect([cut.onAirStart, cut.onAirEnd]).toEqual([hour(8.5), hour(8.75)]);
});
