import { useEffect, useEffectEvent, useRef } from 'react';
import { autoScrollOf } from './autoScroll';
import { grab, pull, type Drag, type Grip, type Spot } from './drag';
import { HEADER, NAMES, type Viewport } from './viewport';
import type { TimelineBar } from './types';
import type { Zone } from './zone';

/** Pixels a pressed pointer moves before it drags; milliseconds a finger rests before it does. */
const SLACK = 4;
const LONG_PRESS = 400;
/** Pixels at each end of a bar that resize it; never more than a quarter of the bar. */
const EDGE = 7;

export interface PointerHandlers {
  readonly viewport: Viewport;
  readonly zone: Zone;
  readonly readOnly: boolean;
  readonly spotAt: (clientX: number, clientY: number) => Spot | null;
  readonly barOf: (barId: string) => TimelineBar | undefined;
  readonly canEdit: (bar: TimelineBar) => boolean;
  readonly onStart: (drag: Drag) => void;
  readonly onDrag: (drag: Drag) => void;
  readonly onDrop: (drag: Drag) => void;
  readonly onCancel: () => void;
  readonly onOpen: (barId: string) => void;
  /** With Ctrl, Cmd or Shift (`extend`) a click chooses. */
  readonly onChoose: (barId: string, extend: boolean) => void;
  readonly onSpot: (spot: Spot) => void;
  /** The bar the pointer rests on, and the pointer's height on the page; null when it has left. */
  readonly onPoint: (barId: string | null, clientY: number | null) => void;
}

interface Press {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  readonly touch: boolean;
  readonly grip: Grip | null;
  readonly spot: Spot;
  readonly bar?: TimelineBar;
  drag: Drag | null;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * Drags on the grid by mouse, pen or finger. A finger scrolls as everywhere else; it drags only after resting on
 * a bar or on empty space for a moment.
 */
export function usePointer(body: HTMLElement | null, handlers: PointerHandlers): void {
  const press = useRef<Press | null>(null);
  /** The click that follows a drag opens nothing. */
  const dragged = useRef(false);

  const start = useEffectEvent((pressed: Press) => {
    if (!pressed.grip || press.current !== pressed) return;
    // Bars may have been changed by others since the press.
    const bar = pressed.bar && handlers.barOf(pressed.bar.id);
    if (pressed.bar && !bar) return;
    pressed.drag = grab(pressed.grip, pressed.spot, handlers.zone, bar);
    body?.setPointerCapture(pressed.pointerId);
    handlers.onStart(pressed.drag);
  });

  const down = useEffectEvent((event: PointerEvent) => {
    dragged.current = false;
    if (event.button !== 0 || press.current || !(event.target instanceof Element)) return;
    const spot = handlers.spotAt(event.clientX, event.clientY);
    if (!spot) return;
    const element = event.target.closest<HTMLElement>('[data-bar]');
    const bar =
      element?.dataset.bar === undefined ? undefined : handlers.barOf(element.dataset.bar);
    const grip = bar && element ? gripOf(event, element) : 'create';
    const allowed = !handlers.readOnly && (!bar || handlers.canEdit(bar));
    const pressed: Press = {
      pointerId: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      touch: event.pointerType === 'touch',
      grip: allowed ? grip : null,
      spot,
      drag: null,
      ...(bar ? { bar } : {}),
    };
    if (pressed.touch) pressed.timer = setTimeout(() => start(pressed), LONG_PRESS);
    press.current = pressed;
  });

  const follow = useEffectEvent((clientX: number, clientY: number) => {
    const pressed = press.current;
    const spot = pressed?.drag ? handlers.spotAt(clientX, clientY) : null;
    if (!pressed?.drag || !spot) return;
    const drag = pull(pressed.drag, spot, handlers.zone);
    if (drag === pressed.drag) return;
    pressed.drag = drag;
    handlers.onDrag(drag);
  });

  const move = useEffectEvent((event: PointerEvent): boolean => {
    const pressed = press.current;
    if (!pressed) {
      if (event.target instanceof Element && event.pointerType !== 'touch') {
        const bar = event.target.closest<HTMLElement>('[data-bar]');
        handlers.onPoint(bar?.dataset.bar ?? null, event.clientY);
      }
      return false;
    }
    if (event.pointerId !== pressed.pointerId) return false;
    const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= SLACK;
    if (!pressed.drag && far) {
      if (pressed.touch) clearTimeout(pressed.timer);
      else start(pressed);
    }
    if (pressed.drag) follow(event.clientX, event.clientY);
    return pressed.drag !== null;
  });

  const up = useEffectEvent((event: PointerEvent) => {
    const pressed = press.current;
    if (pressed?.pointerId !== event.pointerId) return;
    clearTimeout(pressed.timer);
    press.current = null;
    dragged.current = pressed.drag !== null;
    if (pressed.drag) handlers.onDrop(pressed.drag);
    else if (!pressed.bar && !pressed.touch) handlers.onSpot(pressed.spot);
  });

  const cancel = useEffectEvent(() => {
    const pressed = press.current;
    if (!pressed) return;
    clearTimeout(pressed.timer);
    press.current = null;
    dragged.current = pressed.drag !== null;
    if (pressed.drag) handlers.onCancel();
  });

  const click = useEffectEvent((event: MouseEvent) => {
    if (dragged.current || !(event.target instanceof Element)) return;
    const barId = event.target.closest<HTMLElement>('[data-bar]')?.dataset.bar;
    if (barId === undefined) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) handlers.onChoose(barId, event.shiftKey);
    else handlers.onOpen(barId);
  });

  const leave = useEffectEvent(() => handlers.onPoint(null, null));

  const room = useEffectEvent(() => {
    const box = handlers.viewport.element?.getBoundingClientRect();
    return (
      box && { left: box.left + NAMES, top: box.top + HEADER, right: box.right, bottom: box.bottom }
    );
  });

  const scroll = useEffectEvent((dx: number, dy: number) => handlers.viewport.scrollBy(dx, dy));

  useEffect(() => {
    if (!body) return;
    const auto = autoScrollOf(room, scroll, follow);
    const onDown = (event: PointerEvent) => {
      down(event);
      auto.from(event.clientX, event.clientY);
    };
    const onMove = (event: PointerEvent) => {
      if (move(event)) auto.at(event.clientX, event.clientY);
    };
    const onUp = (event: PointerEvent) => {
      auto.stop();
      up(event);
    };
    const onCancel = () => {
      auto.stop();
      cancel();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !press.current?.drag) return;
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    };
    // Once a finger drags, the page must not scroll under it; until then it may.
    const onTouchMove = (event: TouchEvent) => {
      if (press.current?.drag && event.cancelable) event.preventDefault();
    };
    const onMenu = (event: Event) => {
      if (press.current?.touch) event.preventDefault();
    };
    const stop = new AbortController();
    const { signal } = stop;
    body.addEventListener('pointerdown', onDown, { signal });
    body.addEventListener('pointermove', onMove, { signal });
    body.addEventListener('pointerup', onUp, { signal });
    body.addEventListener('pointercancel', onCancel, { signal });
    body.addEventListener('pointerleave', leave, { signal });
    body.addEventListener('click', click, { signal });
    body.addEventListener('contextmenu', onMenu, { signal });
    body.addEventListener('touchmove', onTouchMove, { signal, passive: false });
    window.addEventListener('pointerup', onUp, { signal });
    window.addEventListener('keydown', onKey, { signal, capture: true });
    return () => {
      stop.abort();
      onCancel();
    };
  }, [body]);
}

function gripOf(event: PointerEvent, element: HTMLElement): Grip {
  const box = element.getBoundingClientRect();
  const edge = Math.min(EDGE, box.width / 4);
  if (event.clientX > box.right - edge && event.clientX <= box.right) return 'end';
  return event.clientX < box.left + edge && event.clientX >= box.left ? 'start' : 'move';
}
