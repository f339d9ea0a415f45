import { useMemo } from 'react';
import { useKeys } from '@/ui/keys';
import type { SetFilters } from './filters';
import { switchedTo, viewAfter, type View } from './views';

interface Shown {
  view: View;
  at: string | undefined;
  day: string | undefined;
  zone: string;
  mayEdit: boolean;
  setFilters: SetFilters;
}

/** The keys of the whole page; the timeline and the month have more of their own. */
export function useScheduleKeys({ view, at, day, zone, mayEdit, setFilters }: Shown) {
  useKeys(
    useMemo(
      () => [
        {
          keys: 'v',
          label: 'The next view',
          group: 'Here',
          run: () => setFilters(switchedTo(viewAfter(view), { at, day }, zone)),
        },
        {
          keys: 'f',
          label: 'Find a free time',
          group: 'Here',
          run: () => setFilters({ open: 'find' }),
        },
        ...(mayEdit && view !== 'timeline'
          ? [
              {
                keys: 'n',
                label: 'New event',
                group: 'Here',
                run: () => setFilters({ open: 'new' }),
              },
            ]
          : []),
      ],
      [view, at, day, zone, mayEdit, setFilters],
    ),
  );
}
