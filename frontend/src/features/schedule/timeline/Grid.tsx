import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { Ghost, type Proposal } from './Ghost';
import { NowLine, NowMark } from './NowLine';
import { GroupName, RowName } from './RowNames';
import { RowLines } from './RowLines';
import { RowView } from './RowView';
import { Backdrop, TimeAxis } from './TimeAxis';
import classes from './Timeline.module.css';
import type { Cell } from './cell';
import type { Cursor } from './keyboard';
import { itemAt, type Layout } from './layout';
import { toX, type Scale } from './scale';
import { HEADER, NAMES, type Viewport } from './viewport';
import { HOUR, type Zone } from './zone';

interface GridProps {
  readonly layout: Layout;
  readonly scale: Scale;
  readonly viewport: Viewport;
  readonly zone: Zone;
  readonly now: Date | undefined;
  readonly cursor: Cursor | null;
  readonly selectedId: string | null;
  readonly saving: ReadonlySet<string>;
  readonly chosen: ReadonlySet<number>;
  readonly search: string;
  readonly rowsLabel: string;
  readonly proposal: Cell<Proposal | null>;
  readonly pointerY: Cell<number | null>;
  readonly onFold: (group: string) => void;
  readonly bodyRef: (element: HTMLElement | null) => void;
}

/** Rows drawn together; also how many are drawn beyond each edge of the view. */
const STEP = 6;

/** The canvas: sticky header and names around the rows that are in view. */
export function Grid(props: GridProps) {
  const { layout, scale, viewport, zone, now, cursor, search } = props;
  const { items } = layout;
  const drawn = useSyncExternalStore(viewport.subscribe, viewport.drawn);
  const lifted = useSyncExternalStore(
    props.proposal.subscribe,
    () => props.proposal.get()?.drag.bar ?? null,
  );
  const active = layout.indexes.get(cursor?.rowId ?? '') ?? -1;

  const keyOf = useCallback((index: number) => items[index]?.key ?? index, [items]);
  const drawnRows = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(inSteps(range));
      return active === -1 || indexes.includes(active) ? indexes : [...indexes, active];
    },
    [active],
  );
  // oxlint-disable-next-line react/incompatible-library -- it re-renders by itself; nothing of it is memoised
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport.element,
    estimateSize: (index) => items[index]?.height ?? 0,
    getItemKey: keyOf,
    rangeExtractor: drawnRows,
    paddingStart: HEADER,
    overscan: STEP,
    useFlushSync: false,
    initialRect: { width: drawn.width, height: drawn.height + HEADER },
  });

  useLayoutEffect(() => viewport.rescale(scale), [viewport, scale]);
  useRowsKeptInPlace(layout, viewport, props.pointerY);
  useLayoutEffect(() => virtual.measure(), [virtual, items]);

  const shown = virtual.getVirtualItems().flatMap(({ index }) => items[index] ?? []);
  const wide = drawn.width * 0.3;
  return (
    <div
      className={classes.canvas}
      style={{
        gridTemplateColumns: `${NAMES}px ${scale.width}px`,
        gridTemplateRows: `${HEADER}px ${layout.height}px`,
      }}
    >
      <div className={classes.corner}>
        <div>{props.rowsLabel}</div>
      </div>
      <div className={classes.head}>
        <TimeAxis zone={zone} scale={scale} from={drawn.from} to={drawn.to} />
        <NowMark now={now} scale={scale} zone={zone} />
      </div>
      <div className={classes.names}>
        {shown.map((item) =>
          item.kind === 'group' ? (
            <GroupName key={item.key} item={item} onFold={props.onFold} />
          ) : (
            <RowName key={item.key} laid={item.laid} top={item.top} />
          ),
        )}
      </div>
      <div className={classes.body} ref={props.bodyRef} data-testid="timeline-body">
        <Backdrop
          zone={zone}
          scale={scale}
          from={drawn.from}
          to={drawn.to}
          height={layout.height}
        />
        <RowLines items={items} width={scale.width} height={layout.height} />
        {shown.map(
          (item) =>
            item.kind === 'row' && (
              <RowView
                key={item.key}
                laid={item.laid}
                top={item.top}
                from={drawn.from}
                to={drawn.to}
                scale={scale}
                zone={zone}
                wide={wide}
                activeId={cursor?.rowId === item.key ? cursor.barId : null}
                selectedId={inRow(layout, props.selectedId, item.key)}
                liftedId={lifted?.rowId === item.key ? lifted.id : null}
                saving={props.saving}
                chosen={props.chosen}
                search={item.byTitle ? search : ''}
              />
            ),
        )}
        {cursor?.barId === null && <CellCursor layout={layout} scale={scale} cursor={cursor} />}
        <NowLine now={now} scale={scale} zone={zone} />
        <Ghost
          proposal={props.proposal}
          layout={layout}
          scale={scale}
          viewport={viewport}
          zone={zone}
        />
      </div>
    </div>
  );
}

/** Where the keyboard is in a row without a bar: the hour in which N makes a new one. */
function CellCursor({
  layout,
  scale,
  cursor,
}: {
  readonly layout: Layout;
  readonly scale: Scale;
  readonly cursor: Cursor;
}) {
  const item = layout.items[layout.indexes.get(cursor.rowId) ?? -1];
  if (item?.kind !== 'row') return null;
  return (
    <div
      className={classes.cell}
      style={{
        width: HOUR * scale.pxPerMs,
        height: item.height,
        transform: `translate(${toX(scale, cursor.at)}px, ${item.top}px)`,
      }}
    />
  );
}

/** Rows come and go several at a time: less often drawn, and each part of the screen dirtied fewer times. */
function inSteps(range: Range): Range {
  return {
    ...range,
    startIndex: Math.floor(range.startIndex / STEP) * STEP,
    endIndex: Math.min(range.count, Math.ceil((range.endIndex + 1) / STEP) * STEP) - 1,
  };
}

function inRow(layout: Layout, barId: string | null, rowId: string): string | null {
  return barId !== null && layout.bars.get(barId)?.rowId === rowId ? barId : null;
}

/** When rows above grow, shrink, come or go, what is under the pointer (or at the top) stays where it is. */
function useRowsKeptInPlace(
  layout: Layout,
  viewport: Viewport,
  pointerY: Cell<number | null>,
): void {
  const before = useRef(layout);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = layout;
    if (old === layout || viewport.scrollTop === 0) return;
    const item = itemAt(old, viewport.scrollTop + (pointerY.get() ?? 0));
    const same = item && layout.items.find((other) => other.key === item.key);
    if (same && same.top !== item.top) viewport.scrollBy(0, same.top - item.top);
  }, [layout, viewport, pointerY]);
}
