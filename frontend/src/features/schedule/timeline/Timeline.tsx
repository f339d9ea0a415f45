import {
  useCallback,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
} from 'react';
import { useRef, useState, useSyncExternalStore } from 'react';
import { BarTable } from './BarTable';
import { Grid } from './Grid';
import { RefusalNote, Speech } from './Notes';
import classes from './Timeline.module.css';
import { Toolbar } from './Toolbar';
import { Cell } from './cell';
import { clashText } from './clash';
import { SNAP, type Spot } from './drag';
import { enter, go, onBar, type Cursor } from './keyboard';
import { LayoutCache, rowAt } from './layout';
import { LiveBars } from './live';
import { scaleOf, spanOf, toInstant, zoomBy } from './scale';
import type { TimelineBar, TimelineProps } from './types';
import { useChanges } from './useChanges';
import { useFocus } from './useFocus';
import { useKeys } from './useKeys';
import { usePointer } from './usePointer';
import { useProposals } from './useProposals';
import { useWindow } from './useWindow';
import { Viewport } from './viewport';
import { periodText } from './words';
import { HOUR, zoneOf } from './zone';

const NONE_CHOSEN: ReadonlySet<number> = new Set();

/** Rows by time: see `types.ts` for what goes in and out, `keyboard.ts` for the keys. */
export function Timeline(props: TimelineProps) {
  const { rows, bars, zoom, now, at, readOnly = false, rowsLabel = 'rows' } = props;
  const zone = zoneOf(props.zone);
  const [live] = useState(() => new LiveBars(rows, bars));
  const [cache] = useState(() => new LayoutCache());
  const [viewport] = useState(
    () => new Viewport(at ?? (now?.getTime() ?? Date.now()) - spanOf(zoom) / 6),
  );
  const [speech] = useState(() => new Cell(''));
  const [pointerY] = useState(() => new Cell<number | null>(null));
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const [asTable, setAsTable] = useState(false);
  const [wanted, setWanted] = useState<Cursor | null>(null);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [body, setBody] = useState<HTMLElement | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const pointed = useRef<string | null>(null);

  useLayoutEffect(() => live.receive(rows, bars, pointed.current), [live, rows, bars]);
  const shown = useSyncExternalStore(live.subscribe, live.snapshot);
  const words = useDeferredValue(search.trim().toLowerCase());
  const layout = useMemo(
    () => cache.of(shown.rows, shown.bars, folded, words),
    [cache, shown, folded, words],
  );
  const width = useSyncExternalStore(viewport.subscribe, () => viewport.drawn().width);
  const start = props.window.start.getTime();
  const end = props.window.end.getTime();
  const scale = useMemo(() => scaleOf(start, end, zoom, width), [start, end, zoom, width]);
  const active = wanted?.barId == null ? undefined : layout.bars.get(wanted.barId);
  const cursor = useMemo(
    () => wanted && { ...wanted, barId: active?.id ?? null, rowId: active?.rowId ?? wanted.rowId },
    [wanted, active],
  );

  const { bring, zoomTo } = useWindow(viewport, zone, props);
  const { proposal, propose, finish } = useProposals(live, layout);
  const { commit, refusal, dismiss } = useChanges(live, zone, props.onChange, speech.set);
  const followFocus = useFocus(scroller, cursor, layout);
  const isLocked = (bar: TimelineBar) => readOnly || !bar.editable || live.isBusy(bar.id);

  const bringAt = useEffectEvent((instant: number) => bring(instant));
  const first = useRef(at);
  useEffect(() => {
    if (at === undefined || at === first.current) return;
    first.current = at;
    bringAt(at);
  }, [at]);

  const spotAt = (clientX: number, clientY: number): Spot | null => {
    const box = body?.getBoundingClientRect();
    const row = box && rowAt(layout, clientY - box.top);
    return row ? { rowId: row.key, at: toInstant(scale, clientX - box.left) } : null;
  };
  const choose = (barId: string, extend: boolean) => {
    const bar = layout.bars.get(barId);
    if (readOnly || !bar?.editable) return;
    const row = layout.rows.get(bar.rowId)?.holds.bars ?? [];
    const ids = row.filter(({ editable }) => editable).map(({ eventId }) => eventId);
    props.onChoose?.(bar.eventId, ids, extend);
  };
  const goTo = (next: Cursor) => {
    const item = layout.items[layout.indexes.get(next.rowId) ?? -1];
    const bar = next.barId === null ? undefined : layout.bars.get(next.barId);
    followFocus();
    setWanted(next);
    if (item) {
      viewport.reveal(bar?.start ?? next.at, bar?.end ?? next.at + HOUR, item.top, item.height);
    }
  };
  const today = () => bring(now?.getTime() ?? Date.now(), width / 6);
  const zoomStep = (step: -1 | 1) => {
    const seen = viewport.visible();
    const held = active && active.start >= seen.start && active.start < seen.end;
    const instant = held ? active.start : (seen.start + seen.end) / 2;
    zoomTo(zoomBy(zoom, step), instant, (instant - seen.start) * scale.pxPerMs);
  };

  usePointer(body, {
    viewport,
    zone,
    readOnly,
    spotAt,
    barOf: (barId) => layout.bars.get(barId),
    canEdit: (bar) => !isLocked(bar),
    onStart: (drag) => propose(drag, 'pointer'),
    onDrag: (drag) => propose(drag, 'pointer'),
    onDrop: ({ bar, place }) => {
      if (bar) commit(bar, place);
      finish();
      if (!bar) props.onCreate(place);
    },
    onCancel: finish,
    onOpen: props.onOpen,
    onChoose: choose,
    onSpot: (spot) => setWanted({ rowId: spot.rowId, barId: null, at: zone.floor(spot.at, SNAP) }),
    onPoint: (barId, clientY) => {
      const top = scroller?.getBoundingClientRect().top ?? 0;
      pointerY.set(clientY === null ? null : clientY - top);
      if (barId === pointed.current) return;
      pointed.current = barId;
      live.point(barId);
    },
  });

  useKeys(root, scroller, {
    layout,
    zone,
    active,
    editable: active && !isLocked(active) ? active : undefined,
    onGo: (to) => {
      const seen = viewport.visible();
      goTo(
        cursor ? go(layout, cursor, to) : enter(layout, seen.start, seen.end, viewport.scrollTop),
      );
    },
    onPropose: (bar, place, grip) => {
      const { clash } = propose(
        { grip, bar, place, origin: { rowId: bar.rowId, at: bar.start } },
        'keys',
      );
      const item = layout.items[layout.indexes.get(place.rowId) ?? -1];
      if (item) viewport.reveal(place.start, place.end, item.top, item.height);
      const where = item?.kind === 'row' ? (item.laid.row.fullName ?? item.laid.row.name) : '';
      const why = clash ? ` Clash: ${clashText(clash, zone)}.` : '';
      speech.set(`${periodText(zone, place.start, place.end)}, ${where}.${why}`);
    },
    onCommit: (bar, place) => {
      commit(bar, place);
      finish();
    },
    onCancel: () => {
      finish();
      speech.set('Move dropped.');
    },
    onOpen: props.onOpen,
    onChoose: choose,
    onCreate: () => {
      if (readOnly) return;
      const seen = viewport.visible();
      const from = cursor ?? enter(layout, seen.start, seen.end, viewport.scrollTop);
      const begin = zone.snap(active?.holdEnd ?? from.at, SNAP);
      if (from.rowId !== '') {
        props.onCreate({ rowId: from.rowId, start: begin, end: begin + HOUR });
      }
    },
    onZoom: zoomStep,
    onToday: today,
    onSearch: () => searchRef.current?.focus(),
    onHelp: props.onHelp,
    onLocked: () => speech.set('This bar cannot be changed now.'),
    onKept: () => speech.set('This bar stays on its row. Open it to take something else.'),
  });

  const focused = useEffectEvent((event: FocusEvent) => {
    const barId = event.target instanceof HTMLElement ? event.target.dataset.bar : undefined;
    const bar = barId === undefined ? undefined : layout.bars.get(barId);
    if (bar && bar.id !== cursor?.barId) setWanted(onBar(bar));
  });
  useEffect(() => {
    scroller?.addEventListener('focusin', focused);
    return () => scroller?.removeEventListener('focusin', focused);
  }, [scroller]);
  useLayoutEffect(() => (scroller ? viewport.connect(scroller) : undefined), [scroller, viewport]);
  const fold = useCallback((group: string) => {
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(group)) after.add(group);
      return after;
    });
  }, []);

  return (
    <section ref={setRoot} className={classes.root} aria-label={`Timeline of ${rowsLabel}`}>
      <Toolbar
        viewport={viewport}
        zone={zone}
        zoom={zoom}
        search={search}
        searchRef={searchRef}
        rowsLabel={rowsLabel}
        asTable={asTable}
        onSearch={setSearch}
        onLeaveSearch={() => scroller?.focus()}
        onZoom={(next) => {
          const { start: left } = viewport.visible();
          zoomTo(next, left, 0);
        }}
        onZoomStep={zoomStep}
        onToday={today}
        onPage={(step) => {
          const wall = viewport.visible().start;
          const there = wall + zone.offset(wall) + step * spanOf(zoom);
          bring(zone.instant(there));
        }}
        onTable={() => setAsTable(!asTable)}
        onHelp={props.onHelp}
      >
        {props.children}
      </Toolbar>
      {asTable ? (
        <BarTable
          layout={layout}
          zone={zone}
          viewport={viewport}
          span={spanOf(zoom)}
          rowsLabel={rowsLabel}
          onOpen={props.onOpen}
        />
      ) : (
        <div
          ref={setScroller}
          className={classes.scroller}
          role="application"
          aria-label={`${rowsLabel} by time. Arrows move between bars, question mark lists all keys.`}
          tabIndex={active ? -1 : 0}
          data-read-only={readOnly || undefined}
        >
          {width > 0 && (
            <Grid
              layout={layout}
              scale={scale}
              viewport={viewport}
              zone={zone}
              now={now}
              cursor={cursor}
              selectedId={props.selectedId ?? null}
              saving={shown.saving}
              chosen={props.chosen ?? NONE_CHOSEN}
              search={words}
              rowsLabel={rowsLabel}
              proposal={proposal}
              pointerY={pointerY}
              onFold={fold}
              bodyRef={setBody}
            />
          )}
          {layout.items.length === 0 && (
            <p className={classes.empty}>
              {words === '' ? `No ${rowsLabel} to show yet.` : `Nothing matches “${search}”.`}
            </p>
          )}
        </div>
      )}
      <RefusalNote refusal={refusal} onDismiss={dismiss} />
      <Speech text={speech} />
    </section>
  );
}
