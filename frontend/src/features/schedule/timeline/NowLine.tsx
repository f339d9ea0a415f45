import { useEffect, useState } from 'react';
import classes from './Timeline.module.css';
import { toX, type Scale } from './scale';
import { timeText } from './words';
import type { Zone } from './zone';

/** How often the line moves, in milliseconds; less than a pixel even at the closest zoom but one. */
const TICK = 15_000;

/** The clock, or the instant that is given instead. */
export function useNow(fixed: Date | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (fixed) return;
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, [fixed]);
  return fixed?.getTime() ?? now;
}

interface NowProps {
  readonly now: Date | undefined;
  readonly scale: Scale;
  readonly zone: Zone;
}

export function NowLine({ now, scale }: NowProps) {
  const at = useNow(now);
  if (at < scale.start || at > scale.end) return null;
  return (
    <div
      className={classes.nowLine}
      style={{ transform: `translateX(${toX(scale, at)}px)` }}
      aria-hidden="true"
    />
  );
}

export function NowMark({ now, scale, zone }: NowProps) {
  const at = useNow(now);
  if (at < scale.start || at > scale.end) return null;
  return (
    <div
      className={classes.nowMark}
      style={{ transform: `translateX(${toX(scale, at)}px) translateX(-50%)` }}
      aria-hidden="true"
    >
      {timeText(zone, at)}
    </div>
  );
}
