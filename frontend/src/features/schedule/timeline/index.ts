export { Timeline } from './Timeline';
export { KEYS } from './keyboard';
export { ZOOM_LEVELS, spanOf, windowAround, zoomBy } from './scale';
export { zoneOf } from './zone';
export type {
  BarChange,
  BarStatus,
  Period,
  Placement,
  TimelineBar,
  TimelineProps,
  TimelineRow,
  Zoom,
} from './types';
