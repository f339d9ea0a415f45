import { useState } from 'react';
import { samePlace } from './drag';
import type { LiveBars } from './live';
import type { BarChange, Placement, TimelineBar } from './types';
import { periodText } from './words';
import type { Zone } from './zone';

/** A change that did not happen, and why. */
export interface Refusal {
  readonly barId: string;
  readonly text: string;
  readonly reason: string;
}

interface Changes {
  readonly commit: (bar: TimelineBar, place: Placement) => void;
  readonly refusal: Refusal | null;
  readonly dismiss: () => void;
}

/** Saves changes: shown at once, put back with the reason when refused. */
export function useChanges(
  live: LiveBars,
  zone: Zone,
  onChange: (change: BarChange) => Promise<void>,
  say: (text: string) => void,
): Changes {
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const commit = (bar: TimelineBar, place: Placement) => {
    const before = { rowId: bar.rowId, start: bar.start, end: bar.end };
    if (samePlace(before, place)) return;
    setRefusal(null);
    live.override(bar, place);
    const { id: barId, eventId, version } = bar;
    onChange({ ...place, barId, eventId, version, before }).then(
      () => {
        live.settle(barId);
        say(`${bar.title} saved, ${periodText(zone, place.start, place.end)}`);
      },
      (error: unknown) => {
        live.revert(barId);
        setRefusal({
          barId,
          text: `${bar.title} is back at ${periodText(zone, bar.start, bar.end)}.`,
          reason: error instanceof Error ? error.message : String(error),
        });
      },
    );
  };

  return { commit, refusal, dismiss: () => setRefusal(null) };
}
