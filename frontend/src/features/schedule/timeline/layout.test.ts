import { describe, expect, it } from 'vitest';
import { barOf, hour } from './fixtures';
import { enter, go, intentOf, onBar } from './keyboard';
import { GROUP, LANE, LayoutCache, ROW_PADDING, rowAt } from './layout';
import { leavesWindow, scaleOf, toInstant, toX, windowAround, zoomBy } from './scale';
import { DAY, zoneOf } from './zone';

const rows = [
  { id: 'a', name: 'Studio A', group: 'Studios' },
  { id: 'b', name: 'Studio B', group: 'Studios' },
  { id: 'v', name: 'Van', group: 'OB vans' },
];
const bars = [
  barOf('news', 'a', 8, 10),
  barOf('late', 'a', 20, 22),
  barOf('sport', 'v', 9, 12),
  barOf('extra', 'v', 11, 12),
];
const one = ROW_PADDING * 2 + LANE;
const none: ReadonlySet<string> = new Set();

describe('layout', () => {
  it('puts rows under their groups, as high as their lanes', () => {
    const { items, height } = new LayoutCache().of(rows, bars, none, '');
    expect(items.map(({ key, top }) => [key, top])).toEqual([
      ['group:Studios', 0],
      ['a', GROUP],
      ['b', GROUP + one],
      ['group:OB vans', GROUP + 2 * one],
      ['v', 2 * GROUP + 2 * one],
    ]);
    expect(height).toBe(2 * GROUP + 3 * one + LANE);
  });

  it('keeps the objects of rows that are the same', () => {
    const cache = new LayoutCache();
    const before = cache.of(rows, bars, none, '');
    const after = cache.of([...rows], [...bars, barOf('new', 'b', 3, 4)], none, '');
    expect(after.rows.get('a')).toBe(before.rows.get('a'));
    expect(after.rows.get('b')).not.toBe(before.rows.get('b'));
  });

  it('folds groups and finds rows by name, and by the title of a bar', () => {
    const cache = new LayoutCache();
    const keys = (folded: ReadonlySet<string>, search: string) =>
      cache.of(rows, bars, folded, search).items.map((item) => item.key);
    expect(keys(new Set(['Studios']), '')).toEqual(['group:Studios', 'group:OB vans', 'v']);
    expect(keys(none, 'studio b')).toEqual(['group:Studios', 'b']);
    expect(keys(none, 'sport')).toEqual(['group:OB vans', 'v']);
    expect(keys(none, 'nothing')).toEqual([]);
  });

  it('tells the row at a height, and the nearest at a heading', () => {
    const layout = new LayoutCache().of(rows, bars, none, '');
    expect(rowAt(layout, GROUP + 1)?.key).toBe('a');
    expect(rowAt(layout, 3)?.key).toBe('a');
    expect(rowAt(layout, 99_999)?.key).toBe('v');
    expect(rowAt(layout, -50)?.key).toBe('a');
  });
});

describe('the cursor', () => {
  const layout = new LayoutCache().of(rows, bars, none, '');
  const on = (id: string) => onBar(layout.bars.get(id) ?? expect.fail());

  it('goes along a row and stays at its ends', () => {
    expect(go(layout, on('news'), 'right').barId).toBe('late');
    expect(go(layout, on('late'), 'left').barId).toBe('news');
    const last = on('late');
    expect(go(layout, last, 'right')).toBe(last);
  });

  it('goes through a row without bars to the nearest in time, and back to where it was', () => {
    const empty = go(layout, on('late'), 'down');
    expect(empty).toEqual({ rowId: 'b', barId: null, at: hour(20) });
    const below = go(layout, empty, 'down');
    expect(below.barId).toBe('sport');
    expect(go(layout, go(layout, below, 'up'), 'up').barId).toBe('late');
  });

  it('comes in at the first bar in view', () => {
    expect(enter(layout, hour(11), hour(14), 0).barId).toBe('sport');
    expect(enter(layout, hour(30), hour(40), 0)).toEqual({ rowId: 'a', barId: null, at: hour(30) });
  });
});

it.each([
  ['ArrowLeft', {}, { kind: 'go', to: 'left' }],
  ['ArrowUp', { altKey: true }, { kind: 'move', to: 'up' }],
  ['ArrowRight', { shiftKey: true }, { kind: 'resize', edge: 'end', step: 1 }],
  ['ArrowLeft', { shiftKey: true, altKey: true }, { kind: 'resize', edge: 'start', step: -1 }],
  ['?', { shiftKey: true }, { kind: 'help' }],
  ['t', { ctrlKey: true }, null],
  ['n', { altKey: true }, null],
])('%s with %o asks for %o', (key, held, intent) => {
  const event = { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...held };
  expect(intentOf({ key, ...event })).toEqual(intent);
});

describe('scale', () => {
  const zone = zoneOf('Europe/Dublin');

  it('is linear and turns around', () => {
    const scale = scaleOf(hour(0), hour(48), 'day', 2400);
    expect(toX(scale, hour(12))).toBe(1200);
    expect(toInstant(scale, 1200)).toBe(hour(12));
    expect(scale.width).toBe(4800);
  });

  it('gives every zoom a window with room, in whole days', () => {
    for (const zoom of ['1h', 'day', 'week', 'month'] as const) {
      const window = windowAround(hour(9), zoom, zone);
      const { pxPerMs } = scaleOf(window.start.getTime(), window.end.getTime(), zoom, 1000);
      expect(leavesWindow({ start: hour(9), end: hour(9) + 1000 / pxPerMs }, window)).toBe(false);
      expect(zone.dayStart(window.start.getTime())).toBe(window.start.getTime());
    }
    const day = windowAround(hour(9), 'day', zone);
    expect(leavesWindow({ start: hour(9) + 3 * DAY, end: hour(9) + 4 * DAY }, day)).toBe(true);
  });

  it('stops zooming at an hour and at a month', () => {
    expect([zoomBy('1h', 1), zoomBy('month', -1), zoomBy('week', 1)]).toEqual([
      '1h',
      'month',
      '3days',
    ]);
  });
});
