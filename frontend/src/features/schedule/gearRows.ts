import type { TimelineAnswer, TimelineEvent } from '@/api/types';
import type { TimelineBar, TimelineRow } from './timeline';
import { ENDED } from './words';

// Items and pools are numbered apart, so their rows say which of them they are.
export const itemRow = (id: number) => `i${id}`;
const poolRow = (id: number) => `p${id}`;
export const itemOf = (rowId: string) => /^i(\d+)$/.exec(rowId)?.[1] ?? null;
export const poolOf = (rowId: string) => /^p(\d+)$/.exec(rowId)?.[1] ?? null;

/** An item with its tag, and what is wrong with it; or a pool with how many pieces it has. */
export function gearRow(row: TimelineAnswer['rows'][number]): TimelineRow {
  const { id, name, group, quantity } = row;
  if (quantity !== undefined) {
    const sub = quantity === 1 ? '1 piece' : `${quantity} pieces`;
    return { id: poolRow(id), name, group, sub, pieces: quantity };
  }
  return {
    id: itemRow(id),
    name,
    ...(row.asset_tag ? { fullName: `${name} (${row.asset_tag})` } : {}),
    group,
    sub: [row.asset_tag, row.state].filter(Boolean).join(', '),
  };
}

/**
 * A bar for every item and every pool that an event works with. They are moved in time alone: a kit goes out whole, and
 * what is taken instead is chosen on the event.
 */
export function gearBars(
  event: TimelineEvent,
  bar: Omit<TimelineBar, 'id' | 'rowId'>,
  kits: ReadonlyMap<number, string>,
  closed: readonly TimelineBar[],
): TimelineBar[] {
  const items = (event.equipment ?? []).map(({ id, kit }): TimelineBar => {
    const rowId = itemRow(id);
    const isClosed = closed.some(
      (window) =>
        window.rowId === rowId && window.start < bar.holdEnd && window.end > bar.holdStart,
    );
    const name = kit === undefined ? undefined : (kits.get(kit) ?? `kit ${kit}`);
    return {
      ...bar,
      id: `e${event.id}i${id}`,
      rowId,
      keepsRow: true,
      ...(event.rank === undefined ? {} : { rank: event.rank }),
      ...(name === undefined ? {} : { kit: name }),
      ...(isClosed && !ENDED.includes(event.status)
        ? { conflict: 'at risk: maintenance at that time' }
        : {}),
    };
  });
  // Without a rank: pieces are not kept for a hold.
  const pools = (event.pools ?? []).map(({ id, quantity }): TimelineBar => ({
    ...bar,
    id: `e${event.id}q${id}`,
    rowId: poolRow(id),
    keepsRow: true,
    pieces: quantity,
  }));
  return [...items, ...pools];
}
