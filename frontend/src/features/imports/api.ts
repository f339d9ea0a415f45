import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap, upload } from '@/api/client';
import type { ImportRow, ImportRun } from '@/api/types';
import { isAtWork } from './importState';

const LOOK_AGAIN_MS = 700;
export const ROWS_PER_PAGE = 100;

export const importListQuery = (page: number) =>
  queryOptions({
    queryKey: ['imports', 'list', page],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/imports/', { params: { query: { page, page_size: 20 } }, signal })),
    placeholderData: keepPreviousData,
  });

/** One run, looked at again and again while the station works on it. */
export const importQuery = (id: number) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/imports/{run_id}/', { params: { path: { run_id: id } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? LOOK_AGAIN_MS : false),
  });

/** `state` is the run's, so that rows are read anew once it has gone on. */
export const importRowsQuery = (
  id: number,
  state: ImportRun['status'],
  outcome: ImportRow['outcome'],
  page: number,
) =>
  queryOptions({
    queryKey: ['imports', 'rows', id, state, outcome, page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/imports/{run_id}/rows/', {
          params: { path: { run_id: id }, query: { outcome, page, page_size: ROWS_PER_PAGE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export interface Upload {
  file: File;
  timeZone: string;
  createMissing: boolean;
}

export function useUpload(onProgress: (share: number) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ file, timeZone, createMissing }: Upload) =>
      upload<ImportRun>(
        '/api/imports/',
        {
          file,
          time_zone: timeZone,
          create_missing: String(createMissing),
          mode: 'all',
        },
        onProgress,
      ),
    onSuccess: (run) => queries.setQueryData(importQuery(run.id).queryKey, run),
  });
}

export function useApplyImport(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { mode: 'all' | 'good'; create_missing: boolean }) =>
      unwrap(api.POST('/api/imports/{run_id}/apply/', { params: { path: { run_id: id } }, body })),
    onSuccess: (run) => queries.setQueryData(importQuery(id).queryKey, run),
  });
}
