import { memo } from 'react';
import classes from './Bars.module.css';
import { LANE, ROW_PADDING } from './layout';
import { toX, type Scale } from './scale';
import type { TimelineBar } from './types';
import { barText, timesText } from './words';
import type { Zone } from './zone';

/** Bars narrower than this show no words; ones wider than the second number show their times as well. */
const ROOM_FOR_TITLE = 18;
const ROOM_FOR_TIMES = 170;

interface BarViewProps {
  readonly bar: TimelineBar;
  readonly lane: number;
  readonly rowName: string;
  readonly scale: Scale;
  readonly zone: Zone;
  /** Width from which the title keeps in view while the bar's start is scrolled out. */
  readonly wide: number;
  readonly focusable: boolean;
  readonly selected: boolean;
  readonly lifted: boolean;
  readonly saving: boolean;
  /** For a change of many. */
  readonly chosen: boolean;
  readonly dimmed: boolean;
}

/** One bar: its event from start to end, thin lines for rig and strike, a stripe for the part on air. */
export const BarView = memo(function BarView({
  bar,
  lane,
  rowName,
  scale,
  zone,
  wide,
  focusable,
  selected,
  lifted,
  saving,
  chosen,
  dimmed,
}: BarViewProps) {
  const x = toX(scale, bar.start);
  const y = ROW_PADDING + lane * LANE;
  const width = Math.max((bar.end - bar.start) * scale.pxPerMs - 1, 3);
  const rig = (bar.start - bar.holdStart) * scale.pxPerMs;
  const strike = (bar.holdEnd - bar.end) * scale.pxPerMs;
  const text = barText(zone, bar, rowName);
  const onAirStart = Math.max(bar.start, bar.onAirStart ?? bar.end);
  const onAirEnd = Math.min(bar.end, bar.onAirEnd ?? bar.start);
  // What is sticky is reckoned from where things are laid out, before any transform.
  const sticky = width >= wide;
  return (
    <div
      role="button"
      tabIndex={focusable ? 0 : -1}
      aria-label={text}
      title={width < ROOM_FOR_TIMES ? text : undefined}
      aria-busy={saving || undefined}
      aria-current={selected || undefined}
      aria-pressed={chosen || undefined}
      className={classes.bar}
      data-bar={bar.id}
      data-status={bar.status}
      data-conflict={bar.conflict === undefined ? undefined : true}
      data-editable={bar.editable || undefined}
      data-selected={selected || undefined}
      data-chosen={chosen || undefined}
      data-lifted={lifted || undefined}
      data-saving={saving || undefined}
      data-dimmed={dimmed || undefined}
      data-bare={width < ROOM_FOR_TITLE || undefined}
      style={
        sticky
          ? { width, left: x, transform: `translateY(${y}px)` }
          : { width, transform: `translate(${x}px, ${y}px)` }
      }
    >
      {rig >= 1 && <i className={classes.rig} style={{ width: rig }} />}
      {strike >= 1 && <i className={classes.strike} style={{ width: strike }} />}
      {onAirEnd > onAirStart && (
        <i
          className={classes.onAir}
          style={{
            left: (onAirStart - bar.start) * scale.pxPerMs,
            width: Math.max((onAirEnd - onAirStart) * scale.pxPerMs - 1, 1),
          }}
        />
      )}
      {width >= ROOM_FOR_TITLE && (
        <span className={sticky ? classes.stickyLabel : classes.label}>
          {bar.status === 'Hold' && bar.rank !== undefined && (
            <span className={classes.rank}>
              {bar.rank}
              {bar.challenged && '!'}
            </span>
          )}
          {bar.pieces !== undefined && <span className={classes.rank}>{bar.pieces} ×</span>}
          <span className={classes.title}>{bar.title}</span>
          {bar.kit !== undefined && <span className={classes.times}>{bar.kit}</span>}
          {width >= ROOM_FOR_TIMES && (
            <span className={classes.times}>{timesText(zone, bar.start, bar.end)}</span>
          )}
        </span>
      )}
    </div>
  );
});
