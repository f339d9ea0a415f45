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

export interface TrailFilters {
  kind: string | undefined;
  by: string | undefined;
  days: number;
  page: number;
}

/** What was done lately to everything, or to all of a kind. */
export const trailQuery = (filters: TrailFilters) =>
  queryOptions({
    queryKey: ['audit', 'everything', filters],
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - filters.days * 86_400_000).toISOString();
      const { kind, by, page } = filters;
      return unwrap(
        api.GET('/api/audit/', {
          params: {
            query: {
              since,
              page,
              page_size: 50,
              ...(kind ? { kind } : {}),
              ...(by ? { person: Number(by) } : {}),
            },
          },
          signal,
        }),
      );
    },
  });

const isOpen = (state: string | undefined) => state === 'waiting' || state === 'running';

/** How far the record is sealed; asked again every second while it is being checked. */
export const recordQuery = queryOptions({
  queryKey: ['record'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/record/', { signal })),
  refetchInterval: ({ state }) => (isOpen(state.data?.check?.state) ? 1000 : 30_000),
});

export function useCheckRecord() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/record/checks/')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['record'] }),
  });
}

export const PAGE_OF_SIGN_INS = 50;

interface AskedSignIns {
  search: string | undefined;
  second_factor: boolean | undefined;
  page: number;
}

export const signInsQuery = (asked: AskedSignIns) =>
  queryOptions({
    queryKey: ['sign-ins', 'list', asked],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/sign-ins/', {
          params: {
            query: {
              page: asked.page,
              page_size: PAGE_OF_SIGN_INS,
              ...(asked.search !== undefined && { search: asked.search }),
              ...(asked.second_factor !== undefined && { second_factor: asked.second_factor }),
            },
          },
          signal,
        }),
      ),
  });

export const signInQuery = (id: number) =>
  queryOptions({
    queryKey: ['sign-ins', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/sign-ins/{person_id}/', { params: { path: { person_id: id } }, signal }),
      ),
  });

export function useResetSecondFactor(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await unwrap(
        api.POST('/api/sign-ins/{person_id}/reset-second-factor/', {
          params: { path: { person_id: id } },
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sign-ins'] }),
  });
}

export function useRevokeTokens(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await unwrap(
        api.POST('/api/sign-ins/{person_id}/revoke-tokens/', {
          params: { path: { person_id: id } },
        }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sign-ins'] }),
  });
}
