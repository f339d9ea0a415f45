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

const ONE = { page_size: 1 }; // only the count is wanted

/** How much waits for the signed-in person; what they may not decide is not asked for. */
export const waitingQuery = (has: (right: string) => boolean) =>
  queryOptions({
    queryKey: ['today', 'waiting'],
    queryFn: async ({ signal }) => {
      const mine = { assignee: 'me', open: true, ...ONE } as const;
      const [time, leave, changes, incidents, service] = await Promise.all([
        has('time.approve')
          ? unwrap(
              api.GET('/api/time-entries/', {
                params: { query: { status: 'Pending', ...ONE } },
                signal,
              }),
            )
          : null,
        has('leave.approve')
          ? unwrap(
              api.GET('/api/time-off-requests/', {
                params: { query: { status: 'Pending', ...ONE } },
                signal,
              }),
            )
          : null,
        has('changes.approve')
          ? unwrap(
              api.GET('/api/change-requests/', {
                params: { query: { status: 'Submitted', ...ONE } },
                signal,
              }),
            )
          : null,
        unwrap(api.GET('/api/incident-tickets/', { params: { query: mine }, signal })),
        unwrap(api.GET('/api/service-tickets/', { params: { query: mine }, signal })),
      ]);
      return {
        time: time?.count ?? 0,
        leave: leave?.count ?? 0,
        changes: changes?.count ?? 0,
        tickets: incidents.count + service.count,
      };
    },
  });
