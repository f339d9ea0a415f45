import { useEffect, useEffectEvent, useRef } from 'react';
import { leavesWindow, spanOf, windowAround } from './scale';
import type { Period, TimelineProps, Zoom } from './types';
import type { Viewport } from './viewport';
import type { Zone } from './zone';

/** How often a scrolling view is looked at, in milliseconds. */
const LOOK = 150;

type Asks = Pick<
  TimelineProps,
  'window' | 'zoom' | 'onWindowChange' | 'onZoomChange' | 'onViewChange'
>;

interface Moves {
  /** Bring an instant to `x` pixels from the left edge, with a new window if this one does not have it. */
  readonly bring: (at: number, x?: number) => void;
  readonly zoomTo: (zoom: Zoom, at: number, x: number) => void;
}

/** Asks the page for another window before the view leaves the one it has. */
export function useWindow(viewport: Viewport, zone: Zone, asks: Asks): Moves {
  const asked = useRef<Period | null>(null);

  const askFor = (start: number, zoom: Zoom) => {
    const view = { start, end: start + spanOf(zoom) };
    if (!leavesWindow(view, asks.window)) return;
    const next = windowAround(start, zoom, zone);
    if (sameWindow(next, asked.current) || sameWindow(next, asks.window)) return;
    asked.current = next;
    asks.onWindowChange(next);
  };

  const look = useEffectEvent((resting: boolean) => {
    if (sameWindow(asks.window, asked.current)) asked.current = null;
    const view = viewport.visible();
    askFor(view.start, asks.zoom);
    if (resting) asks.onViewChange?.({ start: new Date(view.start), end: new Date(view.end) });
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let moved = false;
    const tick = () => {
      look(!moved);
      timer = moved ? setTimeout(tick, LOOK) : undefined;
      moved = false;
    };
    const forget = viewport.follow(() => {
      moved = true;
      timer ??= setTimeout(tick, LOOK);
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  }, [viewport]);

  const bring = (at: number, x = 0) => {
    const start = at - (x / Math.max(viewport.drawn().width, 1)) * spanOf(asks.zoom);
    viewport.aim(at, x);
    askFor(start, asks.zoom);
  };

  const zoomTo = (zoom: Zoom, at: number, x: number) => {
    if (zoom === asks.zoom) return;
    const start = at - (x / Math.max(viewport.drawn().width, 1)) * spanOf(zoom);
    viewport.aimNext(at, x);
    asks.onZoomChange(zoom);
    askFor(start, zoom);
  };

  return { bring, zoomTo };
}

function sameWindow(a: Period, b: Period | null): boolean {
  return a.start.getTime() === b?.start.getTime() && a.end.getTime() === b.end.getTime();
}
