import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

type Filters<Name extends string> = Partial<Record<Name, string>>;

/**
 * A page's filters, kept in its address so that the view can be sent to a colleague. Empty ones
 * leave the address.
 */
export function useFilters<Name extends string>() {
  const [params, setParams] = useSearchParams();

  const setFilters = useCallback(
    (changes: { [Key in Name]?: string | null | undefined }, options?: { replace?: boolean }) => {
      setParams((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (typeof value === 'string' && value !== '') after.set(name, value);
          else after.delete(name);
        }
        return after;
      }, options);
    },
    [setParams],
  );

  return [Object.fromEntries(params) as Filters<Name>, setFilters] as const;
}

/** This page's address with some filters changed, for a link. */
export function useFilterLink() {
  const [params] = useSearchParams();
  return (changes: Record<string, string | number | null>) => {
    const after = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) after.delete(name);
      else after.set(name, String(value));
    }
    return { search: after.toString() };
  };
}
