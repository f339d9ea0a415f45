/** Time across the screen: linear in UTC, so a day of 23 or 25 hours is drawn with as many. */

import type { Period, Zoom } from './types';
import { DAY, HOUR, type Zone } from './zone';

interface ZoomLevel {
  readonly zoom: Zoom;
  readonly label: string;
  /** Milliseconds across the view. */
  readonly span: number;
}

export const ZOOM_LEVELS: readonly ZoomLevel[] = [
  { zoom: '1h', label: '1 hour', span: HOUR },
  { zoom: '3h', label: '3 hours', span: 3 * HOUR },
  { zoom: '6h', label: '6 hours', span: 6 * HOUR },
  { zoom: '12h', label: '12 hours', span: 12 * HOUR },
  { zoom: 'day', label: 'Day', span: DAY },
  { zoom: '3days', label: '3 days', span: 3 * DAY },
  { zoom: 'week', label: 'Week', span: 7 * DAY },
  { zoom: '2weeks', label: '2 weeks', span: 14 * DAY },
  { zoom: 'month', label: 'Month', span: 31 * DAY },
];

export function spanOf(zoom: Zoom): number {
  return ZOOM_LEVELS.find((level) => level.zoom === zoom)?.span ?? 7 * DAY;
}

/** The zoom `steps` further in (positive) or out, as far as there is one. */
export function zoomBy(zoom: Zoom, steps: number): Zoom {
  const from = ZOOM_LEVELS.findIndex((level) => level.zoom === zoom);
  const to = Math.min(ZOOM_LEVELS.length - 1, Math.max(0, from - steps));
  return ZOOM_LEVELS[to]?.zoom ?? zoom;
}

/** The drawn width of a window: where instants lie, in CSS pixels from its start. */
export interface Scale {
  readonly start: number;
  readonly end: number;
  readonly pxPerMs: number;
  readonly width: number;
}

export function scaleOf(start: number, end: number, zoom: Zoom, viewWidth: number): Scale {
  const pxPerMs = Math.max(viewWidth, 1) / spanOf(zoom);
  return { start, end, pxPerMs, width: (end - start) * pxPerMs };
}

export function toX(scale: Scale, at: number): number {
  return (at - scale.start) * scale.pxPerMs;
}

export function toInstant(scale: Scale, x: number): number {
  return scale.start + x / scale.pxPerMs;
}

/** How much is drawn before and after the view, in views. Short views get more: scrolling leaves them sooner. */
function margin(zoom: Zoom): number {
  return spanOf(zoom) <= 3 * DAY ? 2 : 1;
}

/** The window to fetch for a view that begins at `at`: whole days, with room to scroll on both sides. */
export function windowAround(at: number, zoom: Zoom, zone: Zone): Period {
  const span = spanOf(zoom);
  const room = Math.max(margin(zoom) * span, DAY);
  return {
    start: new Date(zone.dayStart(at - room)),
    end: new Date(zone.dayStart(at + span + room, 1)),
  };
}

/** Whether a view has come so close to the edge of its window that another is wanted. */
export function leavesWindow(view: { start: number; end: number }, window: Period): boolean {
  const near = (view.end - view.start) / 3;
  return view.start - near < window.start.getTime() || view.end + near > window.end.getTime();
}
