import { useEffect, useEffectEvent, useRef } from 'react';
import { nudge, samePlace } from './drag';
import { intentOf, type Intent } from './keyboard';
import { rowBeside, type Layout } from './layout';
import type { Placement, TimelineBar } from './types';
import type { Zone } from './zone';

/** How long the keyboard rests before a move is saved, in milliseconds. */
const PAUSE = 1_000;
/** How long a letter that is not the timeline's own may be the first of two, in milliseconds: `g t` is the page's. */
const SEQUENCE = 1_200;

export interface KeyHandlers {
  readonly layout: Layout;
  readonly zone: Zone;
  /** The bar the cursor is on, if it may be changed now. */
  readonly editable: TimelineBar | undefined;
  readonly active: TimelineBar | undefined;
  readonly onGo: (to: Extract<Intent, { kind: 'go' }>['to']) => void;
  readonly onPropose: (bar: TimelineBar, place: Placement, grip: 'move' | 'start' | 'end') => void;
  readonly onCommit: (bar: TimelineBar, place: Placement) => void;
  readonly onCancel: () => void;
  readonly onOpen: (barId: string) => void;
  readonly onChoose: (barId: string, extend: boolean) => void;
  readonly onCreate: () => void;
  readonly onZoom: (step: -1 | 1) => void;
  readonly onToday: () => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
  readonly onLocked: () => void;
  /** A bar that keeps its row was to go to another one. */
  readonly onKept: () => void;
}

/**
 * The keys of the timeline, while the focus is in its grid or nowhere. Moves by keyboard are gathered and saved
 * together after a pause, on Enter, or when the focus leaves.
 */
export function useKeys(
  root: HTMLElement | null,
  grid: HTMLElement | null,
  handlers: KeyHandlers,
): void {
  const pending = useRef<{ bar: TimelineBar; place: Placement } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const otherLetter = useRef(Number.NEGATIVE_INFINITY);

  const settle = useEffectEvent(() => {
    clearTimeout(timer.current);
    const change = pending.current;
    pending.current = null;
    if (change) handlers.onCommit(change.bar, change.place);
  });

  const drop = useEffectEvent((): boolean => {
    clearTimeout(timer.current);
    const had = pending.current !== null;
    pending.current = null;
    if (had) handlers.onCancel();
    return had;
  });

  const change = useEffectEvent((intent: Extract<Intent, { kind: 'move' | 'resize' }>) => {
    const bar = pending.current?.bar ?? handlers.editable;
    if (!bar) {
      if (handlers.active) handlers.onLocked();
      return;
    }
    if (bar.keepsRow && intent.kind === 'move' && (intent.to === 'up' || intent.to === 'down')) {
      handlers.onKept();
      return;
    }
    const { rowId, start, end } = bar;
    const from = pending.current?.place ?? { rowId, start, end };
    const place = changed(from, intent, handlers.layout, handlers.zone);
    clearTimeout(timer.current);
    timer.current = setTimeout(settle, PAUSE);
    pending.current = { bar, place };
    if (samePlace(from, place)) return;
    handlers.onPropose(bar, place, intent.kind === 'move' ? 'move' : intent.edge);
  });

  const act = useEffectEvent((intent: Intent): boolean => {
    if (intent.kind === 'cancel') return drop();
    if (intent.kind === 'move' || intent.kind === 'resize') {
      change(intent);
      return true;
    }
    const moved = pending.current !== null;
    settle();
    if (intent.kind === 'go') handlers.onGo(intent.to);
    else if (intent.kind === 'choose') {
      if (!handlers.active) return false;
      handlers.onChoose(handlers.active.id, intent.extend);
    } else if (intent.kind === 'zoom') handlers.onZoom(intent.step);
    else if (intent.kind === 'create') handlers.onCreate();
    else if (intent.kind === 'today') handlers.onToday();
    else if (intent.kind === 'search') handlers.onSearch();
    else if (intent.kind === 'help') handlers.onHelp();
    else if (!moved && handlers.active) handlers.onOpen(handlers.active.id);
    return true;
  });

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target;
    const inGrid = target instanceof Node && grid?.contains(target) === true;
    const nowhere = target === document.body || target === document.documentElement;
    const aside = target instanceof HTMLElement && root?.contains(target) && !isField(target);
    const intent = intentOf(event);
    const begun = event.timeStamp - otherLetter.current < SEQUENCE;
    otherLetter.current =
      intent || event.key.length > 1 ? Number.NEGATIVE_INFINITY : event.timeStamp;
    if (!intent || event.defaultPrevented || (begun && event.key.length === 1)) return;
    // Arrows and Enter belong to whatever has the focus; single letters work on the whole page when nothing has.
    const local = ['go', 'move', 'resize', 'open', 'choose', 'cancel'].includes(intent.kind);
    // Space presses a button that has the focus.
    if (intent.kind === 'choose' && target instanceof HTMLButtonElement) return;
    if (!(inGrid || (!local && (nowhere || aside)))) return;
    if (act(intent)) event.preventDefault();
  });

  useEffect(() => {
    if (!root) return;
    const left = (event: FocusEvent) => {
      if (!(event.relatedTarget instanceof Node) || root.contains(event.relatedTarget)) return;
      settle();
    };
    const stop = new AbortController();
    document.addEventListener('keydown', pressed, { signal: stop.signal });
    root.addEventListener('focusout', left, { signal: stop.signal });
    return () => {
      stop.abort();
      settle();
    };
  }, [root]);
}

function changed(
  from: Placement,
  intent: Extract<Intent, { kind: 'move' | 'resize' }>,
  layout: Layout,
  zone: Zone,
): Placement {
  if (intent.kind === 'resize') return nudge(from, intent.edge, intent.step, zone);
  if (intent.to === 'left') return nudge(from, 'move', -1, zone);
  if (intent.to === 'right') return nudge(from, 'move', 1, zone);
  const beside = rowBeside(layout, from.rowId, intent.to === 'up' ? -1 : 1);
  return beside ? { ...from, rowId: beside.row.id } : from;
}

function isField(element: HTMLElement): boolean {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
