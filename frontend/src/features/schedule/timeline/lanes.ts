/** Bars that overlap in one row stand below each other. */

import type { TimelineBar } from './types';

/**
 * The lane of each bar, first-fit, for bars ordered by `holdStart`. Rig and strike count: they are drawn too.
 * Cancelled bars are placed last, so that one never pushes what took its place.
 */
export function lanesOf(bars: readonly TimelineBar[]): { lanes: number[]; count: number } {
  const lanes = new Array<number>(bars.length).fill(0);
  const taken: TimelineBar[][] = [];
  const place = (bar: TimelineBar, index: number) => {
    let lane = 0;
    // Only bars of one lane are compared, and from the latest back: ordered input meets its answer at once.
    while (taken[lane]?.findLast((other) => overlaps(other, bar)) !== undefined) lane += 1;
    (taken[lane] ??= []).push(bar);
    lanes[index] = lane;
  };
  let ends = 0;
  const cancelled: number[] = [];
  const free: number[] = [];
  bars.forEach((bar, index) => {
    if (bar.status === 'Cancelled') {
      cancelled.push(index);
      return;
    }
    let lane = free.findIndex((end) => end <= bar.holdStart);
    if (lane === -1) lane = free.length;
    free[lane] = Math.max(bar.holdEnd, bar.holdStart + 1);
    (taken[lane] ??= []).push(bar);
    lanes[index] = lane;
    ends = Math.max(ends, lane);
  });
  for (const index of cancelled) {
    const bar = bars[index];
    if (bar !== undefined) place(bar, index);
  }
  return { lanes, count: Math.max(1, taken.length) };
}

function overlaps(a: TimelineBar, b: TimelineBar): boolean {
  return a.holdStart < b.holdEnd && b.holdStart < a.holdEnd;
}
