import type { Absence, Downtime, TimelineAnswer, TimelineEvent } from '@/api/types';
import { oneOf } from '@/ui/oneOf';
import { ROW_KINDS, type RowKind } from './api';
import { isShown, type ScheduleFilters } from './filters';
import { gearBars, gearRow, itemOf, itemRow, poolOf } from './gearRows';
import type { TimelineBar, TimelineRow } from './timeline';
import { ENDED } from './words';

/** The row of events that have no facility, or nobody on them yet. */
export const NONE = 'none';

/** What the rows of the timeline are: the address says so. */
export const rowKindOf = ({ rows }: ScheduleFilters): RowKind =>
  oneOf(ROW_KINDS, rows) ?? 'facility';

/** What a new event on a row begins with, for the address. */
export const prefillOf = (kind: RowKind, rowId: string) => ({
  new_facility: kind === 'facility' && rowId !== NONE ? rowId : null,
  new_person: kind === 'person' && rowId !== NONE ? rowId : null,
  new_item: kind === 'equipment' ? itemOf(rowId) : null,
  new_pool: kind === 'equipment' ? poolOf(rowId) : null,
});

/** The API's answer as rows and bars: one bar per event, or one per person on it. */
export function rowsAndBars(
  answer: TimelineAnswer,
  kind: RowKind,
  filters: ScheduleFilters,
  mayEdit: boolean,
): { rows: TimelineRow[]; bars: TimelineBar[] } {
  const wanted = { facility: filters.facility, person: filters.person, equipment: undefined }[kind];
  const shown = answer.events.filter((event) => isShown(event, filters));
  const away = kind === 'person' ? (answer.absences ?? []).map(leaveBar) : [];
  const closed = (answer.windows ?? []).filter((window) => window.kind === kind).map(closedBar);
  const kits = new Map(answer.kits?.map(({ id, name }) => [id, name]));
  const bars = [
    ...shown.flatMap((event) =>
      kind === 'equipment'
        ? gearBars(event, barOf(event, kind, mayEdit), kits, closed)
        : barsOf(event, kind, mayEdit, away),
    ),
    ...shown.flatMap((event) => partBars(event, kind)),
    ...away,
    ...closed,
  ];
  const rows: TimelineRow[] = answer.rows
    .filter(({ id }) => !wanted || String(id) === wanted)
    .map((row) => (kind === 'equipment' ? gearRow(row) : rowOf(row)));
  const known = new Set(rows.map(({ id }) => id));
  if (!wanted && bars.some(({ rowId }) => rowId === NONE)) {
    const name = kind === 'facility' ? 'Without a facility' : 'Nobody yet';
    rows.unshift({ id: NONE, name, group: 'To be settled' });
    known.add(NONE);
  }
  return { rows, bars: bars.filter(({ rowId }) => known.has(rowId)) };
}

const rowOf = ({ id, name, group, kind: sub }: TimelineAnswer['rows'][number]): TimelineRow => ({
  id: String(id),
  name,
  ...(group ? { group } : {}),
  ...(sub ? { sub } : {}),
});

/** Approved leave: it takes its person as an event would, and is not moved from here. */
const leaveBar = (absence: Absence): TimelineBar => ({
  id: `l${absence.id}`,
  rowId: String(absence.person),
  eventId: -absence.id,
  title: 'On leave',
  start: Date.parse(absence.start),
  end: Date.parse(absence.end),
  holdStart: Date.parse(absence.start),
  holdEnd: Date.parse(absence.end),
  status: 'Leave',
  editable: false,
  version: 1,
});

/** A facility or an item out of use: it takes its row as an event would. */
function closedBar(window: Downtime): TimelineBar {
  const start = Date.parse(window.start);
  const end = Date.parse(window.end);
  return {
    id: `m${window.id}`,
    rowId: window.kind === 'equipment' ? itemRow(window.resource) : String(window.resource),
    eventId: -1e12 - window.id,
    title: `Maintenance: ${window.reason}`,
    start,
    end,
    holdStart: start,
    holdEnd: end,
    status: 'Maintenance',
    editable: false,
    version: 1,
  };
}

/** What all bars of an event have in common. People are taken from call to wrap, anything else from rig to strike. */
function barOf(
  event: TimelineEvent,
  kind: RowKind,
  mayEdit: boolean,
): Omit<TimelineBar, 'id' | 'rowId'> {
  const onFacility = kind === 'facility';
  const onPerson = kind === 'person';
  return {
    eventId: event.id,
    title: event.title,
    start: Date.parse(event.start),
    end: Date.parse(event.end),
    holdStart: Date.parse(onPerson ? event.crew_start : event.hold_start),
    ...(onFacility && event.shares_buffers && { sharesBuffers: true }),
    holdEnd: Date.parse(onPerson ? event.crew_end : event.hold_end),
    ...(event.on_air_start && event.on_air_end
      ? { onAirStart: Date.parse(event.on_air_start), onAirEnd: Date.parse(event.on_air_end) }
      : {}),
    status: event.rank === undefined ? event.status : ('Hold' as const),
    // On the row of a person a rank says nothing: nobody is kept for a hold.
    ...(event.rank !== undefined && onFacility ? { rank: event.rank } : {}),
    ...(event.challenged ? { challenged: true } : {}),
    ...(event.at_risk && onFacility ? { conflict: 'at risk: maintenance at that time' } : {}),
    ...(event.type ? { type: event.type } : {}),
    editable: mayEdit && !ENDED.includes(event.status),
    version: event.version,
  };
}

function barsOf(
  event: TimelineEvent,
  kind: RowKind,
  mayEdit: boolean,
  away: readonly TimelineBar[],
): TimelineBar[] {
  const bar = barOf(event, kind, mayEdit);
  if (kind === 'facility') {
    return [{ ...bar, id: `e${event.id}`, rowId: String(event.facility ?? NONE) }];
  }
  const hasParts = event.parts?.some(({ people }) => people.length > 0);
  if (event.people.length === 0 && hasParts) return []; // somebody is on it, for a part
  if (event.people.length === 0) return [{ ...bar, id: `e${event.id}`, rowId: NONE }];
  return event.people.map((person) => {
    const rowId = String(person);
    const missing = away.some(
      (leave) => leave.rowId === rowId && leave.start < bar.holdEnd && leave.end > bar.holdStart,
    );
    return {
      ...bar,
      id: `e${event.id}p${person}`,
      rowId,
      ...(missing && !ENDED.includes(event.status) ? { conflict: 'on leave at that time' } : {}),
    };
  });
}

/** What parts of an event take for themselves, each for its own time. They are moved with their event, or in it. */
function partBars(event: TimelineEvent, kind: RowKind): TimelineBar[] {
  return (event.parts ?? []).flatMap((part) => {
    const start = Date.parse(part.start);
    const end = Date.parse(part.end);
    const bar = {
      eventId: event.id,
      title: `${part.title}: ${event.title}`,
      start,
      end,
      holdStart: start,
      holdEnd: end,
      status: event.rank === undefined ? event.status : ('Hold' as const),
      isPart: true,
      editable: false,
      version: event.version,
    };
    const rooms = part.facility ? [part.facility] : [];
    const rows = { facility: rooms, person: part.people, equipment: [] }[kind];
    return rows.map((row) => ({
      ...bar,
      id: `e${event.id}t${part.id}r${row}`,
      rowId: String(row),
    }));
  });
}

/** The event of a bar's id, as in `e12p5`; nothing for leave. */
export const eventIdOf = (barId: string) => /^e(\d+)/.exec(barId)?.[1] ?? '';
