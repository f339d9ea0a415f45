import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Cursor } from './keyboard';
import type { Layout } from './layout';

/**
 * Keeps the browser's focus on the bar that the cursor is on: when keys move it, and when its element goes and comes
 * again (a bar that changes rows does). Returns a function to call just before moving the cursor by keyboard.
 */
export function useFocus(
  scroller: HTMLElement | null,
  cursor: Cursor | null,
  layout: Layout,
): () => void {
  const inside = useRef(false);
  const follow = useRef(false);
  const barId = cursor?.barId ?? null;
  const rowId = cursor?.rowId ?? null;

  useEffect(() => {
    if (!scroller) return;
    const came = () => {
      inside.current = true;
    };
    const left = () => {
      // An element that is taken away loses the focus too, but then nothing else has it within this task.
      queueMicrotask(() => {
        if (!scroller.contains(document.activeElement)) inside.current = false;
      });
    };
    scroller.addEventListener('focusin', came);
    scroller.addEventListener('focusout', left);
    return () => {
      scroller.removeEventListener('focusin', came);
      scroller.removeEventListener('focusout', left);
    };
  }, [scroller]);

  useLayoutEffect(() => {
    const lost = inside.current && document.activeElement === document.body;
    if (!scroller || !(follow.current || lost)) return;
    follow.current = false;
    const bar =
      barId === null
        ? null
        : scroller.querySelector<HTMLElement>(`[data-bar="${CSS.escape(barId)}"]`);
    (bar ?? scroller).focus({ preventScroll: true });
  }, [scroller, barId, rowId, layout]);

  return () => {
    follow.current = true;
  };
}
