import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const MINUTE = 60_000;

export const todayQuery = queryOptions({
  queryKey: ['today', 'board'],
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
const MINE = { assignee: 'me', open: true, ...ONE } as const;

/** How many incidents and service tickets are the signed-in person's. */
export const ownTicketsQuery = queryOptions({
  queryKey: ['today', 'own-tickets'],
  queryFn: async ({ signal }) => {
    const [incidents, service] = await Promise.all([
      unwrap(api.GET('/api/incident-tickets/', { params: { query: MINE }, signal })),
      unwrap(api.GET('/api/service-tickets/', { params: { query: MINE }, signal })),
    ]);
    return incidents.count + service.count;
  },
});

/** How many entries of time wait for approval; likewise below. */
export const timeToApproveQuery = queryOptions({
  queryKey: ['today', 'time'],
  queryFn: async ({ signal }) => {
    const query = { status: 'Pending', ...ONE } as const;
    return (await unwrap(api.GET('/api/time-entries/', { params: { query }, signal }))).count;
  },
});

export const leaveToApproveQuery = queryOptions({
  queryKey: ['today', 'leave'],
  queryFn: async ({ signal }) => {
    const query = { status: 'Pending', ...ONE } as const;
    return (await unwrap(api.GET('/api/time-off-requests/', { params: { query }, signal }))).count;
  },
});

export const changesToReviewQuery = queryOptions({
  queryKey: ['today', 'changes'],
  queryFn: async ({ signal }) => {
    const query = { status: 'Submitted', ...ONE } as const;
    return (await unwrap(api.GET('/api/change-requests/', { params: { query }, signal }))).count;
  },
});
