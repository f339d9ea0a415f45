import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const MINUTE = 60_000;

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/today/', { signal })),
  // What is on air changes with the clock, not only with what people do.
  refetchInterval: MINUTE,
});

/** The seven days from `start`, a day of the station such as `2026-11-23`. */
export const weekQuery = (start: string) =>
  queryOptions({
    queryKey: ['today', 'week', start],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/week/', { params: { query: { start } }, signal })),
  });

export const activityQuery = queryOptions({
  queryKey: ['today', 'activity'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/activity/', { signal })),
});

/** Open incidents that cannot wait. */
export const urgentIncidentsQuery = queryOptions({
  queryKey: ['today', 'incidents'],
  queryFn: async ({ signal }) => {
    const { results } = await unwrap(
      api.GET('/api/incident-tickets/', {
        params: { query: { open: true, ordering: '-priority', page_size: 20 } },
        signal,
      }),
    );
    return results.filter(({ priority }) => priority === 'Critical' || priority === 'High');
  },
});
