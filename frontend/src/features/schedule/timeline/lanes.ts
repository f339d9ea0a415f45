/** Bars that overlap in one row stand below each other. */

import { coreOf, meet } from './holds';
import type { TimelineBar } from './types';

/**
 * The lane of each bar, first-fit, for bars ordered by `holdStart`. Rig and strike count: they are drawn too, upon each
 * other where they are shared.
 * Cancelled bars are placed last, so that one never pushes away what took its place.
 */
export function lanesOf(bars: readonly TimelineBar[]): { lanes: number[]; count: number } {
  const lanes = new Array<number>(bars.length).fill(0);
  const taken: TimelineBar[][] = [];
  const ends: { hold: number; core: number }[] = [];
  bars.forEach((bar, index) => {
    if (bar.status === 'Cancelled') return;
    const [start, end] = coreOf(bar);
    const free = ends.findIndex(({ hold, core }) => hold <= start && core <= bar.holdStart);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = { hold: bar.holdEnd, core: end };
    (taken[lane] ??= []).push(bar);
    lanes[index] = lane;
  });
  bars.forEach((bar, index) => {
    if (bar.status !== 'Cancelled') return;
    let lane = 0;
    while (taken[lane]?.some((other) => meet(other, bar)) === true) lane += 1;
    (taken[lane] ??= []).push(bar);
    lanes[index] = lane;
  });
  return { lanes, count: Math.max(1, taken.length) };
}
