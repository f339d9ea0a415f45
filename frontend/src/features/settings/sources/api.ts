import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { NewScheduleSource } from '@/api/types';

const KEY = 'schedule-sources';
export const PER_PAGE = 20;

export const sourcesQuery = (archived: boolean) =>
  queryOptions({
    queryKey: [KEY, 'list', archived],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET('/api/schedule-sources/', {
            params: { query: { archived, page_size: 200 } },
            signal,
          }),
        )
      ).results,
  });

const at = (id: number) => ({ params: { path: { source_id: id } } });

export const sourceQuery = (id: number) =>
  queryOptions({
    queryKey: [KEY, 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/schedule-sources/{source_id}/', { ...at(id), signal })),
  });

/** The log, the latest first. The live stream says when a line comes to an end. */
export const syncsQuery = (id: number, page: number) =>
  queryOptions({
    queryKey: [KEY, 'syncs', id, page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/schedule-sources/{source_id}/syncs/', {
          params: { path: { source_id: id }, query: { page, page_size: PER_PAGE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Rows of one sync that were left out, with why. */
export const leftOutQuery = (run: number) =>
  queryOptions({
    queryKey: [KEY, 'left-out', run],
    queryFn: async ({ signal }) => {
      const rows = (outcome: 'conflict' | 'bad') =>
        unwrap(
          api.GET('/api/imports/{run_id}/rows/', {
            params: { path: { run_id: run }, query: { outcome, page_size: PER_PAGE } },
            signal,
          }),
        );
      const [clashing, bad] = await Promise.all([rows('conflict'), rows('bad')]);
      return [...clashing.results, ...bad.results];
    },
  });

export const differencesQuery = (source: number, page: number) =>
  queryOptions({
    queryKey: [KEY, 'differences', source, page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/schedule-differences/', {
          params: { query: { source, page, page_size: PER_PAGE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const decide = (ids: number[], decision: 'ours' | 'theirs') =>
  unwrap(api.POST('/api/schedule-differences/decide/', { body: { ids, decision } }));

export const saveSource = (body: NewScheduleSource, id?: number, version = 0) =>
  id === undefined
    ? unwrap(api.POST('/api/schedule-sources/', { body }))
    : unwrap(
        api.PATCH('/api/schedule-sources/{source_id}/', {
          ...at(id),
          headers: ifMatch(version),
          body,
        }),
      );

export const archiveSource = (id: number) =>
  unwrap(api.POST('/api/schedule-sources/{source_id}/archive/', at(id)));
export const restoreSource = (id: number) =>
  unwrap(api.POST('/api/schedule-sources/{source_id}/restore/', at(id)));
export const testSource = (id: number) =>
  unwrap(api.POST('/api/schedule-sources/{source_id}/test/', at(id)));
export const syncSource = (id: number) =>
  unwrap(api.POST('/api/schedule-sources/{source_id}/sync/', at(id)));

export function useRefreshSources() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [KEY] });
}
