import { queryOptions } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { ScheduledEvent } from '@/api/types';

/** Who else wants what an event has or holds. */
export const claimQuery = (event: ScheduledEvent) =>
  queryOptions({
    queryKey: ['events', 'claim', event.id, event.version],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/scheduled-events/{event_id}/claim/', {
          params: { path: { event_id: event.id } },
          signal,
        }),
      ),
  });

const of = ({ id, version }: ScheduledEvent) => ({
  params: { path: { event_id: id } },
  headers: ifMatch(version),
});

export const confirmHold = (event: ScheduledEvent) =>
  unwrap(api.POST('/api/scheduled-events/{event_id}/claim/confirm/', of(event)));

export const releaseHold = (event: ScheduledEvent) =>
  unwrap(api.POST('/api/scheduled-events/{event_id}/claim/release/', of(event)));

export const placeHold = (event: ScheduledEvent) =>
  unwrap(api.POST('/api/scheduled-events/{event_id}/claim/hold/', { ...of(event), body: {} }));

/** Who is ahead has as long to answer as the station gives. */
export const challengeHold = (event: ScheduledEvent) =>
  unwrap(api.POST('/api/scheduled-events/{event_id}/claim/challenge/', { ...of(event), body: {} }));
