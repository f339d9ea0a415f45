import type { EventDraft, NewSeries, ScheduledEvent, Series, SeriesDraft } from '@/api/types';
import { wallTimeOf } from '@/ui/time/zone';

export type Scope = 'this' | 'following' | 'all';

/** A wall time as a number that can be reckoned with; no instant. */
const wallAt = (instant: string, zone: string): number => {
  const { day, time } = wallTimeOf(Date.parse(instant), zone);
  return Date.parse(`${day}T${time}:00Z`);
};
const textOf = (wall: number) => new Date(wall).toISOString().slice(0, 16);
const wallOf = (text: string) => Date.parse(`${text.slice(0, 16)}:00Z`);

/** A new event that repeats. */
export function newSeriesOf(draft: EventDraft, rrule: string, zone: string): NewSeries {
  const { title, start_time, end_time } = draft;
  if (!title || !start_time || !end_time) throw new Error('Checked before it is sent.');
  const wall = (instant: string | null | undefined) =>
    instant ? textOf(wallAt(instant, zone)) : '';
  return {
    title,
    rrule,
    time_zone: zone,
    dtstart: wall(start_time),
    dtend: wall(end_time),
    on_air_start: wall(draft.on_air_start),
    on_air_end: wall(draft.on_air_end),
    call_time: wall(draft.call_time),
    wrap_time: wall(draft.wrap_time),
    description: draft.description ?? '',
    event_type: draft.event_type ?? '',
    facility: draft.facility ?? null,
    assigned_users: draft.assigned_users ?? [],
    equipment: draft.equipment ?? [],
    kits: draft.kits ?? [],
    pools: draft.pools ?? [],
  };
}

/**
 * What changes of one date mean for its series: times move by as much as they moved for this date,
 * on the clock of the series. See `ofOneDate` for what is left.
 */
export function seriesDraftOf(
  draft: EventDraft,
  event: ScheduledEvent,
  series: Series,
  scope: Exclude<Scope, 'this'>,
): SeriesDraft {
  const zone = series.time_zone;
  const sent: SeriesDraft = { scope };
  if (scope === 'following' && event.recurrence_time) sent.from = event.recurrence_time;
  for (const name of [
    'title',
    'description',
    'event_type',
    'facility',
    'assigned_users',
    'equipment',
    'kits',
    'pools',
  ] as const) {
    if (name in draft) Object.assign(sent, { [name]: draft[name] });
  }
  const start = draft.start_time ?? event.start_time;
  const first = wallOf(series.dtstart) + wallAt(start, zone) - wallAt(event.start_time, zone);
  if (draft.start_time && draft.end_time) {
    sent.dtstart = textOf(first);
    sent.dtend = textOf(
      wallOf(series.dtend) + wallAt(draft.end_time, zone) - wallAt(event.end_time, zone),
    );
  }
  for (const name of ['on_air_start', 'on_air_end', 'call_time', 'wrap_time'] as const) {
    const instant = draft[name];
    if (instant === undefined) continue;
    sent[name] =
      instant === null ? '' : textOf(first + wallAt(instant, zone) - wallAt(start, zone));
  }
  return sent;
}

/** A status is reached date by date. */
const OF_ONE_DATE: readonly string[] = ['status'];

/** Whether anything of a change can be the series' own. */
export const concernsSeries = (draft: EventDraft) =>
  Object.keys(draft).some((name) => name !== 'time_zone' && !OF_ONE_DATE.includes(name));

/** What of a change is about this date alone, whichever dates the rest of it means. */
export const ofOneDate = (draft: EventDraft): EventDraft =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => OF_ONE_DATE.includes(name)));
