/** The bars of one row or person in order of time, searchable by period without a walk over all of them. */

import type { TimelineBar } from './types';

export interface Holds {
  /** By `holdStart`, then id. */
  readonly bars: readonly TimelineBar[];
  /** `reach[i]` is the latest `holdEnd` of bars 0 to i: it never falls, so it can be searched by halves. */
  readonly reach: readonly number[];
}

export function byHold(a: TimelineBar, b: TimelineBar): number {
  return a.holdStart - b.holdStart || (a.id < b.id ? -1 : 1);
}

/** Takes bars already ordered by `byHold`. */
export function holdsOf(bars: readonly TimelineBar[]): Holds {
  const reach: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const bar of bars) {
    latest = Math.max(latest, bar.holdEnd);
    reach.push(latest);
  }
  return { bars, reach };
}

/** Indexes [first, last) outside which no bar touches [from, to). Some inside may not touch it either. */
export function indexesIn(holds: Holds, from: number, to: number): [first: number, last: number] {
  const first = lowest(holds.reach.length, (index) => (holds.reach[index] ?? 0) > from);
  const last = lowest(holds.bars.length, (index) => (holds.bars[index]?.holdStart ?? 0) >= to);
  return [first, Math.max(first, last)];
}

/** The bars whose hold overlaps [from, to), earliest first. */
export function barsIn(holds: Holds, from: number, to: number): TimelineBar[] {
  const [first, last] = indexesIn(holds, from, to);
  return holds.bars.slice(first, last).filter((bar) => bar.holdEnd > from);
}

type Hold = Pick<TimelineBar, 'start' | 'end' | 'holdStart' | 'holdEnd' | 'sharesBuffers'>;

/** What of it nobody else may rig or strike in. */
export const coreOf = ({ start, end, holdStart, holdEnd, sharesBuffers }: Hold) =>
  sharesBuffers ? ([start, end] as const) : ([holdStart, holdEnd] as const);

/** Whether one is where the other cannot be shared. */
export function meet(a: Hold, b: Hold): boolean {
  const [start, end] = coreOf(a);
  const [from, to] = coreOf(b);
  return (start < b.holdEnd && b.holdStart < end) || (a.holdStart < to && from < a.holdEnd);
}

/** The lowest index for which `holds` is true, given that it stays true from there on; `count` if for none. */
export function lowest(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
