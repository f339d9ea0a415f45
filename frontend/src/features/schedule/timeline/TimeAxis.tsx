import { memo } from 'react';
import classes from './Timeline.module.css';
import { toX, type Scale } from './scale';
import { headerFor, nightsIn, stepFor, weekendsIn, type Span, type Tick } from './ticks';
import { dayText } from './words';
import { HOUR, type Zone } from './zone';

interface AxisProps {
  readonly zone: Zone;
  readonly scale: Scale;
  readonly from: number;
  readonly to: number;
}

/** The two lines above the grid: days over hours, or months over days. */
export const TimeAxis = memo(function TimeAxis({ zone, scale, from, to }: AxisProps) {
  const { major, minor } = headerFor(zone, from, to, scale.pxPerMs);
  const box = ({ start, end }: Tick) => ({
    width: (end - start) * scale.pxPerMs,
    left: toX(scale, start),
  });
  return (
    <div className={classes.axis} style={{ width: scale.width }} aria-hidden="true">
      {major.map((tick) => (
        <div key={tick.start} className={classes.major} style={box(tick)}>
          <span className={classes.majorText}>
            {tick.label}
            {tick.note !== undefined && <em className={classes.note}>{tick.note}</em>}
          </span>
        </div>
      ))}
      {minor.map((tick) => (
        <div
          key={tick.start}
          className={classes.minor}
          style={box(tick)}
          data-again={tick.note === 'again' || undefined}
          title={tick.note === undefined ? undefined : `${dayText(zone, tick.start)}, ${tick.note}`}
        >
          {tick.label}
        </div>
      ))}
    </div>
  );
});

interface BackdropProps extends AxisProps {
  readonly height: number;
}

/**
 * Nights, weekends and the lines of the grid: one drawing behind all rows. As high as they are and scrolled with them:
 * one that stayed in place would be a layer of its own, and cut the rows off into another that is drawn at every step.
 */
export const Backdrop = memo(function Backdrop({ zone, scale, from, to, height }: BackdropProps) {
  const left = toX(scale, from);
  const { major, minor } = headerFor(zone, from, to, scale.pxPerMs);
  const x = (at: number) => toX(scale, at) - left;
  const lines = (ticks: readonly Tick[]) =>
    ticks.map(({ start }) => `M${Math.round(x(start)) + 0.5} 0V${height}`).join('');
  const boxes = (spans: readonly Span[]) =>
    spans.map(([start, end]) => `M${x(start)} 0H${x(end)}V${height}H${x(start)}Z`).join('');
  // On a month's view nights would be stripes that say nothing.
  const nights = stepFor(scale.pxPerMs) <= 12 * HOUR ? nightsIn(zone, from, to) : [];
  return (
    <svg
      className={classes.backdrop}
      aria-hidden="true"
      width={(to - from) * scale.pxPerMs}
      height={height}
      style={{ transform: `translateX(${left}px)` }}
    >
      <path className={classes.weekend} d={boxes(weekendsIn(zone, from, to))} />
      <path className={classes.night} d={boxes(nights)} />
      <path className={classes.minorLine} d={lines(minor)} />
      <path className={classes.majorLine} d={lines(major)} />
    </svg>
  );
});
