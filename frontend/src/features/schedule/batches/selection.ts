import { useCallback, useMemo, useState } from 'react';

/** As many as one batch may change. */
export const MOST = 500;

export interface Selection {
  ids: ReadonlySet<number>;
  has: (id: number) => boolean;
  toggle: (id: number) => void;
  /** From the last one chosen to this one, in the order they are shown. */
  extend: (id: number, shown: readonly number[]) => void;
  set: (ids: Iterable<number>) => void;
  clear: () => void;
}

const NONE: ReadonlySet<number> = new Set();

/** The events chosen for a change of many. They stay chosen while one looks at other weeks. */
export function useSelection(): Selection {
  const [{ ids }, setChosen] = useState<{ ids: ReadonlySet<number>; last: number | null }>({
    ids: NONE,
    last: null,
  });

  const toggle = useCallback((id: number) => {
    setChosen(({ ids: before }) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return { ids: after, last: id };
    });
  }, []);
  const extend = useCallback((id: number, shown: readonly number[]) => {
    setChosen(({ ids: before, last: from }) => ({
      ids: new Set([...before, ...between(from, id, shown)]),
      last: id,
    }));
  }, []);
  const set = useCallback((chosen: Iterable<number>) => {
    setChosen({ ids: new Set(chosen), last: null });
  }, []);
  const clear = useCallback(() => setChosen({ ids: NONE, last: null }), []);

  return useMemo(
    () => ({ ids, has: (id) => ids.has(id), toggle, extend, set, clear }),
    [ids, toggle, extend, set, clear],
  );
}

/** Both ends included; only the second one where the first is not shown. */
export function between(from: number | null, to: number, shown: readonly number[]): number[] {
  const [a, b] = [from === null ? -1 : shown.indexOf(from), shown.indexOf(to)];
  if (a < 0 || b < 0) return [to];
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1);
}
