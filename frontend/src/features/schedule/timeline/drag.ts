/** A drag from press to drop, as plain values: no screen, no pointer, only times and rows. */

import type { Candidate } from './clash';
import type { Placement, TimelineBar } from './types';
import { MINUTE, type Zone } from './zone';

export const SNAP = 15 * MINUTE;

/** What is held: empty space, a whole bar, or one of its edges. */
export type Grip = 'create' | 'move' | 'start' | 'end';

/** A point of the grid. */
export interface Spot {
  readonly rowId: string;
  readonly at: number;
}

export interface Drag {
  readonly grip: Grip;
  /** Undefined while creating. */
  readonly bar?: TimelineBar;
  readonly origin: Spot;
  /** Where it would come to if dropped now. */
  readonly place: Placement;
}

export function grab(grip: Grip, origin: Spot, zone: Zone, bar?: TimelineBar): Drag {
  if (bar) {
    const { rowId, start, end } = bar;
    return { grip, bar, origin, place: { rowId, start, end } };
  }
  const start = zone.floor(origin.at, SNAP);
  return { grip, origin, place: { rowId: origin.rowId, start, end: start + SNAP } };
}

/** The drag with the pointer at `to`; the same object while that makes no difference. */
export function pull(drag: Drag, to: Spot, zone: Zone): Drag {
  const place = pulledPlace(drag, to, zone);
  return samePlace(place, drag.place) ? drag : { ...drag, place };
}

function pulledPlace({ grip, bar, origin, place }: Drag, to: Spot, zone: Zone): Placement {
  if (!bar) {
    const anchor = zone.floor(origin.at, SNAP);
    const at = zone.snap(to.at, SNAP);
    return at > anchor
      ? { ...place, start: anchor, end: at }
      : { ...place, start: at, end: anchor + SNAP };
  }
  const pulled = to.at - origin.at;
  if (grip === 'move') {
    // Its length in elapsed time stays, over a change of the clock as well.
    const start = zone.snap(bar.start + pulled, SNAP);
    return { rowId: bar.keepsRow ? bar.rowId : to.rowId, start, end: start + bar.end - bar.start };
  }
  if (grip === 'start') {
    const start = Math.min(zone.snap(bar.start + pulled, SNAP), zone.floor(bar.end - SNAP, SNAP));
    return { ...place, start };
  }
  const end = Math.max(zone.snap(bar.end + pulled, SNAP), zone.floor(bar.start, SNAP) + SNAP);
  return { ...place, end };
}

/** One step by keyboard: the next quarter of an hour on the wall clock in that direction. */
export function nudge(
  place: Placement,
  grip: Exclude<Grip, 'create'>,
  step: -1 | 1,
  zone: Zone,
): Placement {
  const next = (at: number) => (step > 0 ? zone.floor(at, SNAP) + SNAP : zone.floor(at - 1, SNAP));
  const { start, end } = place;
  if (grip === 'move') return { ...place, start: next(start), end: next(start) + end - start };
  if (grip === 'start') return next(start) < end ? { ...place, start: next(start) } : place;
  return next(end) > start ? { ...place, end: next(end) } : place;
}

/** The place with the rig and strike of the bar around it. */
export function candidateOf(place: Placement, bar?: TimelineBar): Candidate {
  if (!bar) return { ...place, holdStart: place.start, holdEnd: place.end };
  return {
    ...place,
    holdStart: place.start - (bar.start - bar.holdStart),
    holdEnd: place.end + (bar.holdEnd - bar.end),
    bar,
  };
}

export function samePlace(a: Placement, b: Placement): boolean {
  return a.rowId === b.rowId && a.start === b.start && a.end === b.end;
}
