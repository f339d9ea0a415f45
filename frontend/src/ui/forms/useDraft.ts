import { useCallback, useEffect, useState } from 'react';
import { useMe } from '@/api/reference';

const KEPT_MS = 7 * 86_400_000;

function read(name: string): object | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as {
      at: number;
      values: object;
    } | null;
    return kept && Date.now() - kept.at < KEPT_MS ? kept.values : undefined;
  } catch {
    return undefined;
  }
}

function write(name: string, values: unknown) {
  try {
    if (values === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // A browser that keeps nothing: the draft lives as long as the page.
  }
}

/**
 * What is being typed, kept on this device for a week: a failed send, a reload or a dead battery
 * loses nothing. Drafts of one person are not shown to the next one at the same machine.
 */
export function useDraft<Values extends object>(name: string, empty: Values) {
  const key = `bms.draft.${useMe().id}.${name}`;
  const [values, setValues] = useState<Values>(() => ({ ...empty, ...read(key) }));
  const [touched, setTouched] = useState(false);

  useEffect(() => {
    if (touched) write(key, values);
  }, [key, touched, values]);

  const change = useCallback((changes: Partial<Values>) => {
    setTouched(true);
    setValues((before) => ({ ...before, ...changes }));
  }, []);

  const forget = useCallback(() => {
    setTouched(false);
    setValues(empty);
    write(key, undefined);
  }, [empty, key]);

  return [values, change, forget] as const;
}
