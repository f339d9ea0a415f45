import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { EndingSeries, NewSeries, Recurrence, Series, SeriesDraft } from '@/api/types';

/** What a rule means and its next dates, asked as it is put together. */
export const recurrenceQuery = (asked: Recurrence) =>
  queryOptions({
    queryKey: ['recurrence', asked],
    queryFn: ({ signal }) => unwrap(api.POST('/api/recurrence/preview/', { body: asked, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Infinity,
  });

export const seriesQuery = (id: number) =>
  queryOptions({
    queryKey: ['series', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/series/{series_id}/', { params: { path: { series_id: id } }, signal })),
  });

/** `key` is the same for every attempt, so that a lost answer makes no twin. */
export const createSeries = (body: NewSeries, key: string) =>
  unwrap(api.POST('/api/series/', { body, headers: { 'Idempotency-Key': key } }));

export const changeSeries = ({ id, version }: Series, body: SeriesDraft) =>
  unwrap(
    api.PATCH('/api/series/{series_id}/', {
      params: { path: { series_id: id } },
      headers: ifMatch(version),
      body,
    }),
  );

export const endSeries = (id: number, query: EndingSeries) =>
  unwrap(api.DELETE('/api/series/{series_id}/', { params: { path: { series_id: id }, query } }));
