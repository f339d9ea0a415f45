import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

const MINUTE = 60_000;

export const todayQuery = queryOptions({
  queryKey: ['today'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/today/', { signal })),
  // What is on air changes with the clock, not only with what people do.
  refetchInterval: MINUTE,
});
