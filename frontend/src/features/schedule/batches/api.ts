import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { NewBatch } from '@/api/types';

export const PAGE_SIZE = 50;

/** What would come of it. It is asked again when somebody changes the schedule meanwhile. */
export const previewQuery = (body: NewBatch) =>
  queryOptions({
    queryKey: ['timeline', 'batch', body],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/batches/', { body: { ...body, preview: true }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** `key` is the same for every attempt at the same batch, so that a lost answer makes no second one. */
export const runBatch = (body: NewBatch, key: string) =>
  unwrap(api.POST('/api/batches/', { body, headers: { 'Idempotency-Key': key } }));

export const batchListQuery = (page: number) =>
  queryOptions({
    queryKey: ['batches', 'list', page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/batches/', { params: { query: { page, page_size: PAGE_SIZE } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const undoPreviewQuery = (id: number) =>
  queryOptions({
    queryKey: ['timeline', 'batch-undo', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/batches/{batch_id}/undo/', {
          params: { path: { batch_id: id } },
          body: { preview: true },
          signal,
        }),
      ),
    retry: false,
  });

export const undoBatch = (id: number, onClash: 'refuse' | 'skip' = 'refuse') =>
  unwrap(
    api.POST('/api/batches/{batch_id}/undo/', {
      params: { path: { batch_id: id } },
      body: { on_clash: onClash },
    }),
  );
