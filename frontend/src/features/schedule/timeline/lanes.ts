/** Bars that overlap in one row stand below each other. */

import type { TimelineBar } from './types';

/**
 * The lane of each bar, first-fit, for bars ordered by `holdStart`. Rig and strike count: they are drawn too.
 * Cancelled bars are placed last, so that one never pushes away what took its place.
 */
export function lanesOf(bars: readonly TimelineBar[]): { lanes: number[]; count: number } {
  const lanes = new Array<number>(bars.length).fill(0);
  const taken: TimelineBar[][] = [];
  const ends: number[] = [];
  bars.forEach((bar, index) => {
    if (bar.status === 'Cancelled') return;
    const free = ends.findIndex((end) => end <= bar.holdStart);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = bar.holdEnd;
    (taken[lane] ??= []).push(bar);
    lanes[index] = lane;
  });
  bars.forEach((bar, index) => {
    if (bar.status !== 'Cancelled') return;
    let lane = 0;
    while (taken[lane]?.some((other) => overlaps(other, bar)) === true) lane += 1;
    (taken[lane] ??= []).push(bar);
    lanes[index] = lane;
  });
  return { lanes, count: Math.max(1, taken.length) };
}

function overlaps(a: TimelineBar, b: TimelineBar): boolean {
  return a.holdStart < b.holdEnd && b.holdStart < a.holdEnd;
}
