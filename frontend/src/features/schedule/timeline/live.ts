/**
 * The bars as they are shown: what the server says, with own changes that are still being saved on top, and still
 * while someone is dragging. Knows nothing of React; components subscribe to it.
 */

import type { Placement, TimelineBar, TimelineRow } from './types';

export interface Shown {
  readonly rows: readonly TimelineRow[];
  readonly bars: readonly TimelineBar[];
  /** Bars that wait for the server. */
  readonly saving: ReadonlySet<string>;
}

interface Override extends Placement {
  readonly barId: string;
  readonly eventId: number;
  /** Version the change was made on. A higher one from outside ends the override once it is saved. */
  readonly version: number;
  readonly saved: boolean;
}

/** How long a saved change is shown if the page never brings it, in milliseconds. */
const GIVE_UP = 10_000;

export class LiveBars {
  /** As last received, to know a page that only rendered again. */
  #received: readonly TimelineBar[];
  #incoming: { rows: readonly TimelineRow[]; bars: readonly TimelineBar[] };
  #known = new Map<string, TimelineBar>();
  #overrides = new Map<string, Override>();
  #pinned: TimelineBar | null = null;
  #frozen = 0;
  #shown: Shown;
  readonly #listeners = new Set<() => void>();

  constructor(rows: readonly TimelineRow[], bars: readonly TimelineBar[]) {
    this.#received = bars;
    this.#incoming = { rows, bars: this.#adopt(bars) };
    this.#shown = { ...this.#incoming, saving: new Set() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Shown => this.#shown;

  /** What the page now has. Shown at once, except while frozen, and except the bar under the pointer. */
  receive(
    rows: readonly TimelineRow[],
    bars: readonly TimelineBar[],
    pointed: string | null,
  ): void {
    if (rows === this.#incoming.rows && bars === this.#received) return;
    this.#received = bars;
    this.#incoming = { rows, bars: this.#adopt(bars) };
    for (const [barId, override] of this.#overrides) {
      if (override.saved && this.#isCaughtUp(override)) this.#overrides.delete(barId);
    }
    if (pointed !== null && this.#pinned?.id !== pointed) {
      this.#pinned = this.#shown.bars.find((bar) => bar.id === pointed) ?? null;
    }
    this.#show();
  }

  /** The pointer has moved: only a bar that is still under it stays as it was. */
  point(barId: string | null): void {
    if (this.#pinned === null || this.#pinned.id === barId) return;
    this.#pinned = null;
    this.#show();
  }

  /** Nothing moves until the function that comes back is called. */
  freeze(): () => void {
    this.#frozen += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#frozen -= 1;
      this.#pinned = null;
      this.#show();
    };
  }

  /** Show a change before it is saved. */
  override(bar: TimelineBar, place: Placement): void {
    this.#pinned = null;
    this.#overrides.set(bar.id, {
      barId: bar.id,
      eventId: bar.eventId,
      version: bar.version,
      saved: false,
      rowId: place.rowId,
      start: place.start,
      end: place.end,
    });
    this.#show();
  }

  /** The change was saved: it stays until the page's bars have it. */
  settle(barId: string): void {
    const override = this.#overrides.get(barId);
    if (override === undefined) return;
    const settled = { ...override, saved: true };
    if (this.#isCaughtUp(settled)) this.#overrides.delete(barId);
    else {
      this.#overrides.set(barId, settled);
      setTimeout(() => {
        if (this.#overrides.get(barId) === settled) this.revert(barId);
      }, GIVE_UP);
    }
    this.#show();
  }

  /** The change was refused: the bar goes back. */
  revert(barId: string): void {
    if (this.#overrides.delete(barId)) this.#show();
  }

  /** Whether a change of the bar is under way: another one would be made on a version that is out of date. */
  isBusy(barId: string): boolean {
    return this.#overrides.has(barId);
  }

  #isCaughtUp({ barId, version }: Override): boolean {
    const bar = this.#known.get(barId);
    return bar === undefined || bar.version > version;
  }

  #show(): void {
    if (this.#frozen > 0) return;
    const { rows, bars } = this.#incoming;
    const saving = [...this.#overrides.values()].filter((override) => !override.saved);
    const shown =
      this.#overrides.size === 0 && this.#pinned === null ? bars : bars.map((bar) => this.#of(bar));
    if (this.#pinned !== null && !this.#known.has(this.#pinned.id)) {
      this.#shown = { rows, bars: [...shown, this.#pinned], saving: this.#shown.saving };
    } else {
      this.#shown = { rows, bars: shown, saving: new Set(saving.map(({ barId }) => barId)) };
    }
    for (const listener of this.#listeners) listener();
  }

  #of(bar: TimelineBar): TimelineBar {
    if (this.#pinned?.id === bar.id) return this.#pinned;
    const own = this.#overrides.get(bar.id);
    if (own) return placed(bar, own);
    for (const other of this.#overrides.values()) {
      // The other bars of an event (one per person) go along in time, each in its own row.
      if (other.eventId === bar.eventId && !bar.isPart)
        return placed(bar, { ...other, rowId: bar.rowId });
    }
    return bar;
  }

  /** Keeps the object of every bar that has not changed, so that its row is not laid out and drawn again. */
  #adopt(bars: readonly TimelineBar[]): TimelineBar[] {
    const known = new Map<string, TimelineBar>();
    const adopted = bars.map((bar) => {
      const before = this.#known.get(bar.id);
      const kept = before !== undefined && sameBar(before, bar) ? before : bar;
      known.set(bar.id, kept);
      return kept;
    });
    this.#known = known;
    return adopted;
  }
}

/** A bar at another place. Rig and strike keep their lengths; the on-air time goes along, or is cut to what is left. */
export function placed(bar: TimelineBar, { rowId, start, end }: Placement): TimelineBar {
  const moved = end - start === bar.end - bar.start ? start - bar.start : 0;
  const onAir =
    bar.onAirStart === undefined || bar.onAirEnd === undefined
      ? {}
      : {
          onAirStart: Math.max(start, bar.onAirStart + moved),
          onAirEnd: Math.min(end, bar.onAirEnd + moved),
        };
  return {
    ...bar,
    rowId,
    start,
    end,
    holdStart: start - (bar.start - bar.holdStart),
    holdEnd: end + (bar.holdEnd - bar.end),
    ...onAir,
  };
}

const FIELDS = [
  'rowId',
  'eventId',
  'title',
  'start',
  'end',
  'holdStart',
  'holdEnd',
  'onAirStart',
  'onAirEnd',
  'status',
  'rank',
  'type',
  'conflict',
  'pieces',
  'kit',
  'keepsRow',
  'editable',
  'version',
] as const satisfies readonly (keyof TimelineBar)[];

function sameBar(a: TimelineBar, b: TimelineBar): boolean {
  if (a === b) return true;
  if (FIELDS.some((field) => a[field] !== b[field])) return false;
  if (a.people === b.people) return true;
  return (
    a.people?.length === b.people?.length &&
    (a.people ?? []).every((person, index) => person.id === b.people?.[index]?.id)
  );
}
