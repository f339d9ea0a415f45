import { memo } from 'react';
import classes from './Timeline.module.css';
import type { Item } from './layout';

interface RowLinesProps {
  readonly items: readonly Item[];
  readonly width: number;
  readonly height: number;
}

/** Items whose lines are one path. Few enough that what is out of view is passed over as a whole. */
const TOGETHER = 40;

/**
 * The lines under rows and the bands of groups, of all of them at once. Were they drawn with each row as it comes into
 * view, they would dirty the screen across its whole width at every step of scrolling.
 */
export const RowLines = memo(function RowLines({ items, width, height }: RowLinesProps) {
  const parts: Item[][] = [];
  for (let index = 0; index < items.length; index += TOGETHER) {
    parts.push(items.slice(index, index + TOGETHER));
  }
  const bottom = (item: Item) => item.top + item.height;
  return (
    <svg className={classes.backdrop} aria-hidden="true" width={width} height={height}>
      {parts.map((part, index) => (
        <g key={index}>
          <path
            className={classes.band}
            d={part
              .filter((item) => item.kind === 'group')
              .map((item) => `M0 ${item.top}H${width}V${bottom(item)}H0Z`)
              .join('')}
          />
          <path
            className={classes.minorLine}
            d={part.map((item) => `M0 ${bottom(item) - 0.5}H${width}`).join('')}
          />
        </g>
      ))}
    </svg>
  );
});
