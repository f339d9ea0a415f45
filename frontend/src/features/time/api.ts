import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type {
  Decided,
  TimeEntryDraft,
  TimeEntryQuery,
  TimeOffDraft,
  TimeOffQuery,
} from '@/api/types';

export const currentQuery = queryOptions({
  queryKey: ['time', 'current'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/time-entries/current/', { signal })),
});

export const entriesQuery = (query: TimeEntryQuery) =>
  queryOptions({
    queryKey: ['time', 'entries', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/time-entries/', { params: { query }, signal })),
    placeholderData: (previous) => previous,
  });

export const entryQuery = (id: number) =>
  queryOptions({
    queryKey: ['time', 'entry', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/time-entries/{time_entry_id}/', {
          params: { path: { time_entry_id: id } },
          signal,
        }),
      ),
  });

/** Hours of the signed-in person; both days count. */
export const hoursQuery = (start: string, end: string) =>
  queryOptions({
    queryKey: ['time', 'summary', start, end],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/time-entries/summary/', { params: { query: { start, end } }, signal })),
  });

export const clockIn = () => unwrap(api.POST('/api/time-entries/clock-in/', { body: {} }));
export const clockOut = (breakHours: number) =>
  unwrap(
    api.POST('/api/time-entries/clock-out/', {
      body: breakHours > 0 ? { break_hours: breakHours } : {},
    }),
  );
export const startBreak = () => unwrap(api.POST('/api/time-entries/start-break/'));
export const endBreak = () => unwrap(api.POST('/api/time-entries/end-break/'));

export const createEntry = (body: TimeEntryDraft) =>
  unwrap(api.POST('/api/time-entries/', { body }));

export const saveEntry = (id: number, version: number, body: TimeEntryDraft) =>
  unwrap(
    api.PATCH('/api/time-entries/{time_entry_id}/', {
      params: { path: { time_entry_id: id } },
      headers: ifMatch(version),
      body,
    }),
  );

export const takeBackEntry = (id: number) =>
  unwrap(
    api.DELETE('/api/time-entries/{time_entry_id}/', { params: { path: { time_entry_id: id } } }),
  );

export const adjustEntry = (id: number, version: number, body: TimeEntryDraft, reason: string) =>
  unwrap(
    api.POST('/api/time-entries/{time_entry_id}/adjust/', {
      params: { path: { time_entry_id: id } },
      headers: ifMatch(version),
      body: { ...body, reason },
    }),
  );

export const requestsQuery = (query: TimeOffQuery) =>
  queryOptions({
    queryKey: ['leave', 'requests', query],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/time-off-requests/', { params: { query }, signal })),
    placeholderData: (previous) => previous,
  });

export const requestQuery = (id: number) =>
  queryOptions({
    queryKey: ['leave', 'request', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/time-off-requests/{time_off_request_id}/', {
          params: { path: { time_off_request_id: id } },
          signal,
        }),
      ),
  });

/** Days off of the signed-in person in a year. */
export const daysOffQuery = (year: number) =>
  queryOptions({
    queryKey: ['leave', 'summary', year],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/time-off-requests/summary/', { params: { query: { year } }, signal })),
  });

export const saveRequest = (
  body: TimeOffDraft & { start_date: string },
  upon?: { id: number; version: number },
) =>
  upon === undefined
    ? unwrap(api.POST('/api/time-off-requests/', { body }))
    : unwrap(
        api.PATCH('/api/time-off-requests/{time_off_request_id}/', {
          params: { path: { time_off_request_id: upon.id } },
          headers: ifMatch(upon.version),
          body,
        }),
      );

export const withdrawRequest = (id: number) =>
  unwrap(
    api.POST('/api/time-off-requests/{time_off_request_id}/withdraw/', {
      params: { path: { time_off_request_id: id } },
    }),
  );

export type Kind = 'time' | 'leave';

/** Approves many and answers what was refused. `note` is for long days. */
export const approveMany = (kind: Kind, ids: number[], note = ''): Promise<Decided> =>
  kind === 'time'
    ? unwrap(api.POST('/api/time-entries/bulk-approve/', { body: { ids, note } }))
    : unwrap(api.POST('/api/time-off-requests/bulk-approve/', { body: { ids } }));

export const rejectMany = (kind: Kind, ids: number[], reason: string): Promise<Decided> =>
  kind === 'time'
    ? unwrap(api.POST('/api/time-entries/bulk-reject/', { body: { ids, reason } }))
    : unwrap(api.POST('/api/time-off-requests/bulk-reject/', { body: { ids, reason } }));

export function useRefreshTime() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['time', 'leave', 'timeline'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}
