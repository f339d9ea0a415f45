import { useCell, type Cell } from './cell';
import classes from './Bars.module.css';
import { clashText, type Clash } from './clash';
import type { Drag } from './drag';
import { LANE, ROW_PADDING, type Layout } from './layout';
import { toX, type Scale } from './scale';
import type { Viewport } from './viewport';
import { lengthText, periodText } from './words';
import type { Zone } from './zone';

/** A change that is not made yet: under the pointer, or waiting for the keyboard to pause. */
export interface Proposal {
  readonly drag: Drag;
  readonly clash: Clash | null;
  readonly by: 'pointer' | 'keys';
}

interface GhostProps {
  readonly proposal: Cell<Proposal | null>;
  readonly layout: Layout;
  readonly scale: Scale;
  readonly viewport: Viewport;
  readonly zone: Zone;
}

/** Width kept for the words beside the bar, in pixels. */
const WORDS = 300;

/** The bar as it would be, with its new times, and with what it would hit. The only thing drawn during a drag. */
export function Ghost({ proposal, layout, scale, viewport, zone }: GhostProps) {
  const shown = useCell(proposal);
  const item = shown && layout.items[layout.indexes.get(shown.drag.place.rowId) ?? -1];
  if (!shown || item?.kind !== 'row') return null;
  const { drag, clash } = shown;
  const { bar, place } = drag;
  const home = bar && place.rowId === bar.rowId ? item.laid.holds.bars.indexOf(bar) : -1;
  const lane = item.laid.lanes[home] ?? 0;
  const x = toX(scale, place.start);
  const y = item.top + ROW_PADDING + lane * LANE;
  const width = Math.max((place.end - place.start) * scale.pxPerMs - 1, 3);
  const left = viewport.scrollLeft;
  const wordsX = Math.max(left + 4, Math.min(x, left + viewport.drawn().width - WORDS));
  const above = y - viewport.scrollTop > 56;
  return (
    <>
      <div
        className={classes.ghost}
        data-testid="timeline-ghost"
        data-clash={clash !== null || undefined}
        style={{ width, transform: `translate(${x}px, ${y}px)` }}
      >
        {bar && (
          <>
            <i
              className={classes.rig}
              style={{ width: (bar.start - bar.holdStart) * scale.pxPerMs }}
            />
            <i
              className={classes.strike}
              style={{ width: (bar.holdEnd - bar.end) * scale.pxPerMs }}
            />
          </>
        )}
        <span className={classes.label}>
          <span className={classes.title}>{bar?.title ?? 'New'}</span>
        </span>
      </div>
      <div
        className={classes.words}
        data-testid="timeline-ghost-words"
        data-clash={clash !== null || undefined}
        data-above={above || undefined}
        style={{ transform: `translate(${wordsX}px, ${above ? y - 4 : y + LANE}px)` }}
      >
        <div className={classes.wordsBox}>
          <div className={classes.wordsTimes}>
            {periodText(zone, place.start, place.end)}
            <span className={classes.wordsLength}>{lengthText(place.end - place.start)}</span>
          </div>
          {bar && place.rowId !== bar.rowId && <div>{item.laid.row.name}</div>}
          {clash && <div className={classes.reason}>{clashText(clash, zone)}</div>}
        </div>
      </div>
    </>
  );
}
