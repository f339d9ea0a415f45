import { memo } from 'react';
import { BarView } from './BarView';
import classes from './Timeline.module.css';
import { indexesIn } from './holds';
import type { LaidRow } from './layout';
import type { Scale } from './scale';
import { isFound } from './words';
import type { Zone } from './zone';

interface RowViewProps {
  readonly laid: LaidRow;
  readonly top: number;
  /** The stretch of time to draw bars for. */
  readonly from: number;
  readonly to: number;
  readonly scale: Scale;
  readonly zone: Zone;
  readonly wide: number;
  /** The bar of this row that the keyboard is on: drawn wherever it is, or it would lose the focus. */
  readonly activeId: string | null;
  readonly selectedId: string | null;
  readonly liftedId: string | null;
  readonly saving: ReadonlySet<string>;
  readonly chosen: ReadonlySet<number>;
  /** Bars without these words step back. Empty: none do. */
  readonly search: string;
}

/** The bars of one row, drawn again only when the row changes or other bars come near the view. */
export const RowView = memo(function RowView({
  laid,
  top,
  from,
  to,
  scale,
  zone,
  wide,
  activeId,
  selectedId,
  liftedId,
  saving,
  chosen,
  search,
}: RowViewProps) {
  const { holds, lanes, row } = laid;
  const [first, last] = indexesIn(holds, from, to);
  const indexes: number[] = [];
  for (let index = first; index < last; index += 1) {
    if ((holds.bars[index]?.holdEnd ?? 0) > from) indexes.push(index);
  }
  if (activeId !== null) {
    const active = holds.bars.findIndex((bar) => bar.id === activeId);
    if (active !== -1 && !indexes.includes(active)) indexes.push(active);
  }
  return (
    <div
      className={classes.row}
      data-row={row.id}
      style={{ height: laid.height, transform: `translateY(${top}px)` }}
    >
      {indexes.map((index) => {
        const bar = holds.bars[index];
        return (
          bar && (
            <BarView
              key={bar.id}
              bar={bar}
              lane={lanes[index] ?? 0}
              rowName={row.fullName ?? row.name}
              scale={scale}
              zone={zone}
              wide={wide}
              focusable={bar.id === activeId}
              selected={bar.id === selectedId}
              lifted={bar.id === liftedId}
              saving={saving.has(bar.id)}
              chosen={chosen.has(bar.eventId)}
              dimmed={search !== '' && !isFound(bar, search)}
            />
          )
        );
      })}
    </div>
  );
});
