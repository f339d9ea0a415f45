/** Bars for tests, in hours of one day. */

import type { TimelineBar } from './types';
import { HOUR } from './zone';

export const DAWN = Date.parse('2026-11-24T00:00:00Z');

export function hour(hours: number): number {
  return DAWN + hours * HOUR;
}

export function barOf(
  id: string,
  rowId: string,
  from: number,
  to: number,
  more: Partial<TimelineBar> = {},
): TimelineBar {
  return {
    id,
    rowId,
    eventId: Array.from(id).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    title: id,
    start: hour(from),
    end: hour(to),
    holdStart: hour(from),
    holdEnd: hour(to),
    status: 'Scheduled',
    editable: true,
    version: 1,
    ...more,
  };
}
