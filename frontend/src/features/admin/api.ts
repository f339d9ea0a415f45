import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';

export const deadLettersQuery = (page: number) =>
  queryOptions({
    queryKey: ['dead-letters', page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/outbox/dead-letters/', {
          params: { query: { page, page_size: 50 } },
          signal,
        }),
      ),
  });

export const stationHealthQuery = queryOptions({
  queryKey: ['station-health'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/status/', { signal })),
  refetchInterval: 10_000,
});

export function useRetryDeadLetter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(
        api.POST('/api/outbox/dead-letters/{dead_letter_id}/retry/', {
          params: { path: { dead_letter_id: id } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['dead-letters'] }),
  });
}
