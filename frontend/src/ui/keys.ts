import { useEffect, useSyncExternalStore } from 'react';

export interface KeyBinding {
  /** One key (`n`, `/`) or two after one another (`g t`). */
  keys: string;
  label: string;
  group: string;
  /** Left out for keys that a component handles itself and only wants listed. */
  run?: () => void;
}

let bindings: readonly KeyBinding[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly KeyBinding[]) {
  bindings = next;
  listeners.forEach((listener) => listener());
}

/** Adds keys while a page is shown. Pass a constant or memoised list. */
export function useKeys(added: readonly KeyBinding[]) {
  useEffect(() => {
    replace([...bindings, ...added]);
    return () => replace(bindings.filter((binding) => !added.includes(binding)));
  }, [added]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Every key of the page now shown, for the list that `?` opens. */
export const useKeyBindings = () => useSyncExternalStore(subscribe, () => bindings);

const SEQUENCE_MS = 1_200;
let first: { key: string; at: number } | undefined;

const typesInto = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** For a button, or a component that has taken the key itself. */
export const runKey = (keys: string) =>
  bindings.findLast((binding) => binding.run && binding.keys === keys)?.run?.();

/** Runs the binding that a key press completes. Keys typed into a field are left alone. */
export function pressKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typesInto(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]')) {
    return;
  }
  const sequence =
    first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : event.key;
  first = undefined;
  const binding =
    bindings.findLast(({ keys, run }) => run && keys === sequence) ??
    bindings.findLast(({ keys, run }) => run && keys === event.key);
  if (binding?.run) {
    event.preventDefault();
    binding.run();
  } else if (bindings.some(({ keys }) => keys.startsWith(`${event.key} `))) {
    first = { key: event.key, at: event.timeStamp };
  }
}
