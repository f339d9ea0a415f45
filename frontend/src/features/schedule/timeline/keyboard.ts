/** Keys and what they ask for, and where the cursor goes. */

import { barsIn } from './holds';
import { rowBeside, type LaidRow, type Layout } from './layout';
import type { TimelineBar } from './types';
import { HOUR } from './zone';

/** Where the keyboard is: on a bar, or (`barId` null) at a time in a row that has none there. */
export interface Cursor {
  readonly rowId: string;
  readonly barId: string | null;
  readonly at: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

export type Intent =
  | { readonly kind: 'go'; readonly to: Direction | 'first' | 'last' }
  | { readonly kind: 'move'; readonly to: Direction }
  | { readonly kind: 'resize'; readonly edge: 'start' | 'end'; readonly step: -1 | 1 }
  | { readonly kind: 'zoom'; readonly step: -1 | 1 }
  | { readonly kind: 'choose'; readonly extend: boolean }
  | { readonly kind: 'open' | 'create' | 'search' | 'help' | 'today' | 'cancel' };

/** All keys, for the page that lists them. */
export const KEYS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: '← →', does: 'Bar before, bar after' },
  { keys: '↑ ↓', does: 'Nearest bar in the row above, below' },
  { keys: 'Home, End', does: 'First, last bar of the row' },
  { keys: 'Alt + ← →', does: 'Move the bar by 15 minutes' },
  { keys: 'Alt + ↑ ↓', does: 'Move the bar to another row' },
  { keys: 'Shift + ← →', does: 'Move the end of the bar' },
  { keys: 'Shift + Alt + ← →', does: 'Move the start of the bar' },
  { keys: 'Enter', does: 'Open the bar, or save a move at once' },
  { keys: 'Space', does: 'Select the bar, or let go of it' },
  { keys: 'Shift + Space', does: 'Select from the last one to this bar' },
  { keys: 'Ctrl or Shift + click', does: 'The same with the mouse' },
  { keys: 'N', does: 'New at the cursor' },
  { keys: '/', does: 'Search rows' },
  { keys: '+ −', does: 'Zoom in, out' },
  { keys: 'T', does: 'Today' },
  { keys: 'Escape', does: 'Drop a move that is not saved yet, or what is selected' },
  { keys: '?', does: 'All keys' },
];

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Keys = Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

export function intentOf({ key, altKey, shiftKey, ctrlKey, metaKey }: Keys): Intent | null {
  if (ctrlKey || metaKey) return null;
  const to = ARROWS[key];
  if (to !== undefined) {
    if (!shiftKey) return { kind: altKey ? 'move' : 'go', to };
    if (to === 'up' || to === 'down') return null;
    return { kind: 'resize', edge: altKey ? 'start' : 'end', step: to === 'left' ? -1 : 1 };
  }
  if (altKey) return null;
  switch (key) {
    case 'Home':
      return { kind: 'go', to: 'first' };
    case 'End':
      return { kind: 'go', to: 'last' };
    case ' ':
      return { kind: 'choose', extend: shiftKey };
    case 'Enter':
      return { kind: 'open' };
    case 'n':
    case 'N':
      return { kind: 'create' };
    case '/':
      return { kind: 'search' };
    case '?':
      return { kind: 'help' };
    case '+':
    case '=':
      return { kind: 'zoom', step: 1 };
    case '-':
    case '_':
      return { kind: 'zoom', step: -1 };
    case 't':
    case 'T':
      return { kind: 'today' };
    case 'Escape':
      return { kind: 'cancel' };
    default:
      return null;
  }
}

export function onBar(bar: TimelineBar): Cursor {
  return { rowId: bar.rowId, barId: bar.id, at: bar.start };
}

/** Where the cursor comes to; the same object where there is nothing further. */
export function go(layout: Layout, cursor: Cursor, to: Direction | 'first' | 'last'): Cursor {
  const row = layout.rows.get(cursor.rowId);
  if (row === undefined || !layout.indexes.has(cursor.rowId)) {
    return enter(layout, cursor.at, Number.POSITIVE_INFINITY, 0);
  }
  if (to === 'up' || to === 'down') {
    const beside = rowBeside(layout, cursor.rowId, to === 'up' ? -1 : 1);
    return beside ? nearest(beside, cursor.at) : cursor;
  }
  const bars = byStart(row);
  const index = bars.findIndex((bar) => bar.id === cursor.barId);
  if (to === 'first' || to === 'last') {
    const bar = bars.at(to === 'first' ? 0 : -1);
    return bar ? onBar(bar) : cursor;
  }
  if (index >= 0) {
    const bar = bars[index + (to === 'left' ? -1 : 1)];
    return bar ? onBar(bar) : cursor;
  }
  const bar =
    to === 'left'
      ? bars.findLast((other) => other.start < cursor.at)
      : bars.find((other) => other.start >= cursor.at);
  if (bar) return onBar(bar);
  return { ...cursor, at: cursor.at + (to === 'left' ? -HOUR : HOUR) };
}

/** The cursor's first place: the first bar in view below `y`, or else the row there. */
export function enter(layout: Layout, from: number, to: number, y: number): Cursor {
  const rows = layout.items.filter((item) => item.kind === 'row');
  const below = rows.filter((item) => item.top + item.height > y);
  for (const { laid } of below) {
    const bar = barsIn(laid.holds, from, to)[0];
    if (bar) return onBar(bar);
  }
  return { rowId: (below[0] ?? rows[0])?.key ?? '', barId: null, at: from };
}

/** Up and down keep the time the cursor came from, so that there and back again is the same bar. */
function nearest({ row, holds }: LaidRow, at: number): Cursor {
  let best: TimelineBar | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const bar of holds.bars) {
    const distance = at < bar.start ? bar.start - at : Math.max(0, at - bar.end + 1);
    if (distance >= least) continue;
    least = distance;
    best = bar;
  }
  return { rowId: row.id, barId: best?.id ?? null, at };
}

function byStart({ holds }: LaidRow): TimelineBar[] {
  return [...holds.bars].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}
