/** Rows in their groups, bars in their rows and lanes, everything with its height: what the grid draws. */

import { byHold, holdsOf, lowest, type Holds } from './holds';
import { lanesOf } from './lanes';
import type { TimelineBar, TimelineRow } from './types';
import { isFound } from './words';

/** Heights in CSS pixels; Timeline.module.css has the same. */
export const LANE = 26;
export const ROW_PADDING = 4;
export const GROUP = 28;

/** Kept as the same object for as long as nothing in the row changes: what is drawn from it is not drawn again. */
export interface LaidRow {
  readonly row: TimelineRow;
  readonly holds: Holds;
  /** The lane of each of `holds.bars`. */
  readonly lanes: readonly number[];
  readonly height: number;
}

export interface GroupItem {
  readonly kind: 'group';
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly folded: boolean;
  readonly top: number;
  readonly height: number;
}

export interface RowItem {
  readonly kind: 'row';
  readonly key: string;
  readonly laid: LaidRow;
  /** Whether the row is here only for bars whose title matches the search; the others are dimmed then. */
  readonly byTitle: boolean;
  readonly top: number;
  readonly height: number;
}

export type Item = GroupItem | RowItem;

export interface Layout {
  readonly items: readonly Item[];
  readonly height: number;
  /** Every row, shown or not. */
  readonly rows: ReadonlyMap<string, LaidRow>;
  readonly bars: ReadonlyMap<string, TimelineBar>;
  /** Index into `items` of each row that is shown. */
  readonly indexes: ReadonlyMap<string, number>;
}

/** Lays rows out, and remembers them, so that a refresh that changes three bars touches three rows. */
export class LayoutCache {
  #rows = new Map<string, LaidRow>();

  of(
    rows: readonly TimelineRow[],
    bars: readonly TimelineBar[],
    folded: ReadonlySet<string>,
    search: string,
  ): Layout {
    const perRow = new Map<string, TimelineBar[]>(rows.map((row) => [row.id, []]));
    const byId = new Map<string, TimelineBar>();
    for (const bar of bars) {
      const list = perRow.get(bar.rowId);
      if (list === undefined) continue;
      list.push(bar);
      byId.set(bar.id, bar);
    }
    const laid = new Map<string, LaidRow>();
    for (const row of rows) laid.set(row.id, this.#row(row, perRow.get(row.id) ?? []));
    this.#rows = laid;
    return { ...arrange(rows, laid, folded, search), rows: laid, bars: byId };
  }

  #row(row: TimelineRow, bars: TimelineBar[]): LaidRow {
    bars.sort(byHold);
    const known = this.#rows.get(row.id);
    if (known && sameRow(known.row, row) && sameList(known.holds.bars, bars)) return known;
    const { lanes, count } = lanesOf(bars);
    return { row, holds: holdsOf(bars), lanes, height: count * LANE + 2 * ROW_PADDING };
  }
}

function arrange(
  rows: readonly TimelineRow[],
  laid: ReadonlyMap<string, LaidRow>,
  folded: ReadonlySet<string>,
  search: string,
): Pick<Layout, 'items' | 'height' | 'indexes'> {
  const groups = new Map<string, { laid: LaidRow; byTitle: boolean }[]>();
  for (const row of rows) {
    const entry = laid.get(row.id);
    const match = entry && matchOf(entry, search);
    if (!entry || !match) continue;
    const name = row.group ?? '';
    const group = groups.get(name);
    const member = { laid: entry, byTitle: match === 'title' };
    if (group) group.push(member);
    else groups.set(name, [member]);
  }
  const items: Item[] = [];
  const indexes = new Map<string, number>();
  let top = 0;
  for (const [name, members] of groups) {
    const isFolded = folded.has(name) && name !== '';
    if (name !== '') {
      items.push({
        kind: 'group',
        key: `group:${name}`,
        name,
        count: members.length,
        folded: isFolded,
        top,
        height: GROUP,
      });
      top += GROUP;
    }
    if (isFolded) continue;
    for (const member of members) {
      const { height, row } = member.laid;
      indexes.set(row.id, items.length);
      items.push({ kind: 'row', key: row.id, ...member, top, height });
      top += height;
    }
  }
  return { items, height: top, indexes };
}

/** The item at a distance from the top of the first one; the nearest where there is none. */
export function itemAt(layout: Layout, y: number): Item | undefined {
  const index = lowest(layout.items.length, (at) => {
    const item = layout.items[at];
    return item !== undefined && item.top + item.height > y;
  });
  return layout.items[Math.min(index, layout.items.length - 1)];
}

/** The row at or next to a height; group headings give the row below them, or above the last one. */
export function rowAt(layout: Layout, y: number): RowItem | undefined {
  const item = itemAt(layout, y);
  if (item === undefined || item.kind === 'row') return item;
  const index = layout.items.indexOf(item);
  const isRow = (other: Item): other is RowItem => other.kind === 'row';
  return layout.items.slice(index).find(isRow) ?? layout.items.slice(0, index).findLast(isRow);
}

/** The nearest row above (-1) or below (1) another one, over group headings. */
export function rowBeside(layout: Layout, rowId: string, step: -1 | 1): LaidRow | undefined {
  let index = layout.indexes.get(rowId);
  if (index === undefined) return undefined;
  for (index += step; index >= 0 && index < layout.items.length; index += step) {
    const item = layout.items[index];
    if (item?.kind === 'row') return item.laid;
  }
  return undefined;
}

function matchOf({ row, holds }: LaidRow, search: string): 'row' | 'title' | null {
  if (search === '') return 'row';
  if (`${row.name}\n${row.sub ?? ''}\n${row.group ?? ''}`.toLowerCase().includes(search)) {
    return 'row';
  }
  return holds.bars.some((bar) => isFound(bar, search)) ? 'title' : null;
}

function sameRow(a: TimelineRow, b: TimelineRow): boolean {
  if (a === b) return true;
  const keys = ['name', 'fullName', 'group', 'sub', 'pieces'] as const;
  return keys.every((key) => a[key] === b[key]);
}

function sameList(a: readonly TimelineBar[], b: readonly TimelineBar[]): boolean {
  return a.length === b.length && a.every((bar, index) => bar === b[index]);
}
