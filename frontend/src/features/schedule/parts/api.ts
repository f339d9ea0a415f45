import { api, ifMatch, unwrap } from '@/api/client';
import type { NewPart, PartDraft, ScheduledEvent } from '@/api/types';

export type EventPart = NonNullable<ScheduledEvent['parts']>[number];

/** A part has the version of its event. */
export const addPart = ({ id, version }: ScheduledEvent, body: NewPart) =>
  unwrap(
    api.POST('/api/scheduled-events/{event_id}/parts/', {
      params: { path: { event_id: id } },
      headers: ifMatch(version),
      body,
    }),
  );

const of = ({ id, version }: ScheduledEvent, part: EventPart) => ({
  params: { path: { event_id: id, part_id: part.id } },
  headers: ifMatch(version),
});

export const changePart = (event: ScheduledEvent, part: EventPart, body: PartDraft) =>
  unwrap(
    api.PATCH('/api/scheduled-events/{event_id}/parts/{part_id}/', { ...of(event, part), body }),
  );

export const removePart = (event: ScheduledEvent, part: EventPart) =>
  unwrap(api.DELETE('/api/scheduled-events/{event_id}/parts/{part_id}/', of(event, part)));
