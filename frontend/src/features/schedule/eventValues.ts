import type { EventDraft, EventStatus, ScheduledEvent } from '@/api/types';
import { NO_REPEAT, type Repeat } from './series/rule';
import { readTimes, typeTimes, type Instants, type TypedTimes } from './eventTimes';

/** The fields of the event form. */
export interface EventValues extends TypedTimes {
  title: string;
  event_type: string;
  facility: string | null;
  people: string[];
  equipment: string[];
  kits: string[];
  pools: { pool: string; quantity: number }[];
  status: EventStatus;
  /** Of a new event: whether it is held only. */
  held: boolean;
  /** Of a new event that is held: the last day on which it is. */
  heldUntil: string | null;
  description: string;
  /** Of a new event only: how it repeats. */
  repeat: Repeat;
  /** Of a series only: leave out the dates that cannot be booked. */
  skipClashes: boolean;
}

const at = (instant: string | undefined) => (instant === undefined ? null : Date.parse(instant));
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

export const instantsOf = (event: ScheduledEvent): Instants => ({
  start: Date.parse(event.start_time),
  end: Date.parse(event.end_time),
  onAirStart: at(event.on_air_start),
  onAirEnd: at(event.on_air_end),
  call: at(event.call_time),
  wrap: at(event.wrap_time),
});

export const valuesOf = (event: ScheduledEvent): EventValues => ({
  ...typeTimes(instantsOf(event), event.time_zone),
  title: event.title,
  event_type: event.event_type ?? '',
  facility: event.facility ? String(event.facility.id) : null,
  people: event.assigned_users.map(({ id }) => String(id)),
  equipment: (event.equipment ?? []).map(({ id }) => String(id)),
  kits: (event.kits ?? []).map(({ id }) => String(id)),
  pools: (event.pools ?? []).map(({ pool, quantity }) => ({ pool: String(pool.id), quantity })),
  status: event.status,
  held: event.claim === 'Held',
  heldUntil: null,
  description: event.description ?? '',
  repeat: NO_REPEAT,
  skipClashes: false,
});

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * What to send: only what was changed, so that two people can change different things. The server
 * takes on-air, call and wrap along when an event moves as a whole; otherwise they are sent.
 */
export function draftOf(values: EventValues, base: ScheduledEvent | undefined): EventDraft {
  const { instants } = readTimes(values);
  if (!instants) throw new Error('The times were not checked before sending.');
  const before = base && valuesOf(base);
  const was = base && instantsOf(base);
  const changed = (...names: (keyof EventValues)[]) =>
    !before || names.some((name) => !same(values[name], before[name]));

  const draft: EventDraft = {};
  if (changed('title')) draft.title = values.title.trim();
  if (changed('event_type')) draft.event_type = values.event_type.trim();
  if (changed('description')) draft.description = values.description;
  if (changed('status')) draft.status = values.status;
  if (changed('facility'))
    draft.facility = values.facility === null ? null : Number(values.facility);
  if (changed('people')) draft.assigned_users = values.people.map(Number);
  if (changed('equipment')) draft.equipment = values.equipment.map(Number);
  if (changed('kits')) draft.kits = values.kits.map(Number);
  if (changed('pools'))
    draft.pools = values.pools.map(({ pool, quantity }) => ({ pool: Number(pool), quantity }));
  if (changed('zone')) draft.time_zone = values.zone;

  const moved = changed('zone', 'day', 'start', 'end', 'endDay');
  const asAWhole = was && instants.start - was.start === instants.end - was.end;
  const startMoved = moved && !asAWhole && (!was || instants.start !== was.start);
  if (moved) {
    draft.start_time = new Date(instants.start).toISOString();
    draft.end_time = new Date(instants.end).toISOString();
  }
  if (startMoved || changed('onAirStart', 'onAirEnd')) {
    draft.on_air_start = iso(instants.onAirStart);
    draft.on_air_end = iso(instants.onAirEnd);
  }
  if (startMoved || changed('call')) draft.call_time = iso(instants.call);
  if ((moved && !asAWhole) || changed('wrap')) draft.wrap_time = iso(instants.wrap);
  return draft;
}

/** Its items, kits and pieces of pools, one line each. */
export const gearInWords = ({
  equipment = [],
  kits = [],
  pools = [],
}: ScheduledEvent): string[] => [
  ...equipment.map(({ name, asset_tag }) => `${name} (${asset_tag})`),
  ...kits.map(({ name, items }) => `${name}: ${items.map((item) => item.name).join(', ')}`),
  ...pools.map(({ pool, quantity }) => `${quantity} × ${pool.name}`),
];
