/** What a bar would hit at another place: worked out while it is dragged, before the server is asked. */

import { byHold, barsIn, holdsOf, meet, type Holds } from './holds';
import type { BarStatus, Placement, TimelineBar } from './types';
import { periodText, timesText, timeText } from './words';
import type { Zone } from './zone';

/** Holds overlap each other freely by their rank, and what is cancelled holds nothing. */
const FREE: ReadonlySet<BarStatus> = new Set(['Hold', 'Cancelled']);

/** A bar at a place it may come to, with the time it takes around it. */
export interface Candidate extends Placement {
  readonly holdStart: number;
  readonly holdEnd: number;
  /** Undefined for a bar that does not exist yet. */
  readonly bar?: TimelineBar;
}

export interface Clash {
  readonly bar: TimelineBar;
  /** The row or the person that cannot be in two places. */
  readonly who: string;
  /** Of a row of several pieces: so many are left beside it, from then on. */
  readonly left?: { readonly free: number; readonly from: number };
}

export interface RowHolds {
  readonly name: string;
  readonly holds: Holds;
  readonly pieces?: number | undefined;
}

/** Rows to check against; `siblings` are the other bars of the same event, which move along in time. */
export interface Surroundings {
  readonly row: (rowId: string) => RowHolds | undefined;
  readonly siblings: readonly TimelineBar[];
  readonly people: readonly RowHolds[];
}

/** Gathered once when a drag begins; a drag then costs two binary searches per step. */
export function surroundingsOf(
  bar: TimelineBar | undefined,
  bars: readonly TimelineBar[],
  row: Surroundings['row'],
): Surroundings {
  if (bar === undefined) return { row, siblings: [], people: [] };
  const siblings = bars.filter((other) => other.eventId === bar.eventId && other.id !== bar.id);
  const people = (bar.people ?? []).map(({ id, name }) => {
    const theirs = bars.filter((other) => other.people?.some((person) => person.id === id));
    return { name, holds: holdsOf(theirs.sort(byHold)) };
  });
  return { row, siblings, people };
}

/** The earliest bar in the way, or null. */
export function findClash(candidate: Candidate, around: Surroundings): Clash | null {
  const { bar, holdStart, holdEnd, start, end } = candidate;
  if (bar !== undefined && FREE.has(bar.status)) return null;
  const eventId = bar?.eventId;
  const taking = { ...candidate, sharesBuffers: bar?.sharesBuffers ?? false };
  const taken = [{ rowId: candidate.rowId, pieces: bar?.pieces }, ...around.siblings];
  for (const { rowId, pieces = 1 } of taken) {
    const row = around.row(rowId);
    if (!row) continue;
    const others = barsIn(row.holds, holdStart, holdEnd).filter((other) => blocks(other, eventId));
    if (row.pieces !== undefined) {
      const short = shortOf(pieces, row.pieces, others, holdStart);
      if (short) return { ...short, who: row.name };
      continue;
    }
    const hit = others.find((other) => meet(other, taking));
    if (hit) return { bar: hit, who: row.name };
  }
  for (const { name, holds } of around.people) {
    // A person is held from call to wrap, not while the room is rigged.
    const hit = barsIn(holds, start, end).find(
      (other) => blocks(other, eventId) && other.start < end && other.end > start,
    );
    if (hit) return { bar: hit, who: name };
  }
  return null;
}

/** The first time from which fewer than so many of all pieces are left, and the bar that begins there. */
function shortOf(
  wanted: number,
  all: number,
  others: readonly TimelineBar[],
  start: number,
): Pick<Clash, 'bar' | 'left'> | undefined {
  for (const bar of others) {
    const from = Math.max(start, bar.holdStart);
    const out = others
      .filter((other) => other.holdStart <= from && other.holdEnd > from)
      .reduce((sum, { pieces = 1 }) => sum + pieces, 0);
    if (out + wanted > all) return { bar, left: { free: Math.max(0, all - out), from } };
  }
  return undefined;
}

/** "Studio A is taken by Evening News, 18:00 to 19:00 (with rig and strike 17:30 to 19:15)" */
export function clashText({ bar, who, left }: Clash, zone: Zone): string {
  if (left) {
    const pieces = left.free === 1 ? '1 piece' : `${left.free} pieces`;
    return `${who} has ${pieces} left from ${timeText(zone, left.from)}, beside ${bar.title}`;
  }
  if (bar.status === 'Leave') return `${who} is on leave, ${periodText(zone, bar.start, bar.end)}`;
  const buffers =
    bar.holdStart < bar.start || bar.holdEnd > bar.end
      ? ` (with rig and strike ${timesText(zone, bar.holdStart, bar.holdEnd)})`
      : '';
  if (bar.status === 'Maintenance') {
    return `${who} is out of use, ${periodText(zone, bar.start, bar.end)}`;
  }
  return `${who} is ${bar.status === 'Hold' ? 'held for' : 'taken by'} ${bar.title}, ${timesText(zone, bar.start, bar.end)}${buffers}`;
}

function blocks(other: TimelineBar, eventId: number | undefined): boolean {
  // A booking does not jump over the first option; those behind it may be behind this very booking.
  const isFirst = other.status === 'Hold' && other.rank === 1;
  return other.eventId !== eventId && (isFirst || !FREE.has(other.status));
}
