import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { AvailabilityQuery, EventDraft, EventQuery, MonthQuery, NewEvent } from '@/api/types';

export const eventListQuery = (query: EventQuery) =>
  queryOptions({
    queryKey: ['events', 'list', query],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/scheduled-events/', { params: { query }, signal }))).results,
    placeholderData: keepPreviousData,
  });

export const eventQuery = (id: number) =>
  queryOptions({
    queryKey: ['events', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/scheduled-events/{event_id}/', {
          params: { path: { event_id: id } },
          signal,
        }),
      ),
  });

/** Who changed what of an event, newest first; `since` a version of it. */
export const historyQuery = (id: number, since = 0) =>
  queryOptions({
    queryKey: ['events', 'history', id, since],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/scheduled-events/{event_id}/history/', {
          params: { path: { event_id: id }, query: { since } },
          signal,
        }),
      ),
  });

export const ROW_KINDS = ['facility', 'person', 'equipment'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

export const timelineQuery = (start: Date, end: Date, rows: RowKind) =>
  queryOptions({
    queryKey: ['timeline', rows, start.toISOString(), end.toISOString()],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/timeline/', {
          params: { query: { start: start.toISOString(), end: end.toISOString(), rows } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** How much is on each day, and the first of it. */
export const monthQuery = (query: MonthQuery) =>
  queryOptions({
    queryKey: ['events', 'month', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/month/', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** The first free times of a length. */
export const availabilityQuery = (query: AvailabilityQuery) =>
  queryOptions({
    queryKey: ['timeline', 'availability', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/availability/', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** Who is on approved leave in these days, both included, as far as one may know. */
export const absencesQuery = (start: string, end: string) =>
  queryOptions({
    queryKey: ['leave', 'calendar', start, end],
    queryFn: async ({ signal }) => {
      const query = { start, end };
      const { results } = await unwrap(
        api.GET('/api/time-off-requests/calendar/', { params: { query }, signal }),
      );
      return results.filter(({ status }) => status === 'Approved');
    },
    placeholderData: keepPreviousData,
  });

/** `key` is the same for every attempt at the same event, so that a lost answer makes no twin. */
export const createEvent = (body: NewEvent, key: string) =>
  unwrap(api.POST('/api/scheduled-events/', { body, headers: { 'Idempotency-Key': key } }));

export const changeEvent = (id: number, version: number, body: EventDraft) =>
  unwrap(
    api.PATCH('/api/scheduled-events/{event_id}/', {
      params: { path: { event_id: id } },
      headers: ifMatch(version),
      body,
    }),
  );

export const removeEvent = (id: number, version: number) =>
  unwrap(
    api.DELETE('/api/scheduled-events/{event_id}/', {
      params: { path: { event_id: id } },
      headers: ifMatch(version),
    }),
  );

/** Makes everything that shows events read them again. Done when the timeline has. */
export function useRefreshSchedule() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['timeline', 'events', 'series', 'batches', 'today', 'audit'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}
