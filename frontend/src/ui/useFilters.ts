import { useCallback, useContext } from 'react';
import { UNSAFE_DataRouterContext, useNavigate, useSearchParams } from 'react-router';

type Filters<Name extends string> = Partial<Record<Name, string>>;

/** Writes some filters into the address; nothing takes one out of it. */
export type ChangeFilters<Name extends string> = (
  changes: { [Key in Name]?: string | null | undefined },
  options?: { replace?: boolean },
) => void;

/** What the address is about to become, for a second change in the same moment. */
let wanted: string | undefined;

/**
 * A page's filters, kept in its address so that the view can be sent to a colleague. Empty ones
 * leave the address. Changes build upon the address itself and not upon what was last drawn: two
 * of them close together, say a scroll that comes to rest and a click, both count. What comes once
 * another page was asked for counts no more: it would call its reader back.
 */
export function useFilters<Name extends string>() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const isLeaving = useIsLeaving();

  const setFilters = useCallback<ChangeFilters<Name>>(
    (changes, options) => {
      if (isLeaving()) return;
      const after = new URLSearchParams(wanted ?? window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (typeof value === 'string' && value !== '') after.set(name, value);
        else after.delete(name);
      }
      wanted = after.toString();
      setTimeout(() => (wanted = undefined));
      void navigate({ search: wanted }, options);
    },
    [navigate, isLeaving],
  );

  return [Object.fromEntries(params) as Filters<Name>, setFilters] as const;
}

/** Tells whether another page is on its way: as the router knows it now, which is before React has drawn it. */
function useIsLeaving() {
  const router = useContext(UNSAFE_DataRouterContext)?.router;
  return useCallback(() => {
    const next = router?.state.navigation.location;
    return next !== undefined && next.pathname !== window.location.pathname;
  }, [router]);
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
