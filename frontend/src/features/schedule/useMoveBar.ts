import { useQueryClient } from '@tanstack/react-query';
import type { EventDraft, ScheduledEvent } from '@/api/types';
import { tell, tellWithUndo } from '@/ui/toasts';
import { formatPeriod } from '@/ui/time/format';
import { changeEvent, eventQuery, useRefreshSchedule, type RowKind } from './api';
import { NONE } from './rowsAndBars';
import { changeSeries, seriesQuery } from './series/api';
import { seriesDraftOf, type Scope } from './series/drafts';
import type { BarChange } from './timeline';

/**
 * Saves a bar that was dragged or moved by keys; the toast takes it back. Rejects when refused. Of a
 * date of a series `ask` finds out which dates are meant.
 */
export function useMoveBar(
  kind: RowKind,
  isOfSeries: (eventId: number) => boolean,
  ask: (does: string) => Promise<Scope | null>,
) {
  const queries = useQueryClient();
  const refresh = useRefreshSchedule();

  /** Moves more than this date. Tells whether it did. */
  const moveSeries = async (change: BarChange): Promise<boolean> => {
    const event = await queries.query({ ...eventQuery(change.eventId), staleTime: 0 });
    if (event.series_id === undefined) return false;
    const scope = await ask(`Move ${event.title}`);
    if (scope === null) throw new Error('Nothing was changed.');
    if (scope === 'this') return false;
    const people = event.assigned_users.map(({ id }) => id);
    const draft = draftOfMove(change, change.before, kind, people);
    const series = await queries.query({ ...seriesQuery(event.series_id), staleTime: 0 });
    const saved = await changeSeries(series, seriesDraftOf(draft, event, series, scope));
    await refresh();
    tell(`${event.title} is moved: ${'text' in saved ? saved.text : ''}.`);
    return true;
  };

  return async (change: BarChange): Promise<void> => {
    if (isOfSeries(change.eventId) && (await moveSeries(change))) return;
    const people =
      kind === 'person' && change.rowId !== change.before.rowId
        ? (await queries.query({ ...eventQuery(change.eventId), staleTime: 0 })).assigned_users.map(
            ({ id }) => id,
          )
        : [];
    const draft = draftOfMove(change, change.before, kind, people);
    const saved = await changeEvent(change.eventId, change.version, draft);
    await refresh();
    tellWithUndo(`${saved.title} is moved: ${inWords(saved)}.`, async () => {
      const back = { ...change.before, before: change };
      const peopleNow = saved.assigned_users.map(({ id }) => id);
      await changeEvent(saved.id, saved.version, draftOfMove(back, change, kind, peopleNow));
      await refresh();
    });
  };
}

type Place = Pick<BarChange, 'rowId' | 'start' | 'end'>;

/** What to send so that an event is where `to` says, on the row it says. Equipment keeps its rows. */
export function draftOfMove(to: Place, from: Place, kind: RowKind, people: number[]): EventDraft {
  const draft: EventDraft = {};
  if (to.start !== from.start || to.end !== from.end) {
    draft.start_time = new Date(to.start).toISOString();
    draft.end_time = new Date(to.end).toISOString();
  }
  if (to.rowId === from.rowId) return draft;
  const row = to.rowId === NONE ? null : Number(to.rowId);
  if (kind === 'facility') {
    draft.facility = row;
  } else if (kind === 'person') {
    const others = people.filter((id) => id !== Number(from.rowId) && id !== row);
    draft.assigned_users = row === null ? others : [...others, row];
  }
  return draft;
}

function inWords(event: ScheduledEvent): string {
  const when = formatPeriod(event.start_time, event.end_time, event.time_zone);
  return event.facility ? `${when}, ${event.facility.name}` : when;
}
