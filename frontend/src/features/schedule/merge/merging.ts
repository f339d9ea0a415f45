import type { ScheduledEvent } from '@/api/types';
import { formatInstant, formatPeriod } from '@/ui/time/format';
import { readTimes } from '../eventTimes';
import { valuesOf, type EventValues } from '../eventValues';
import { EVENT_STATUSES } from '../words';

/** What ids of the form are called. */
export interface Names {
  facility: (id: string) => string;
  person: (id: string) => string;
  item: (id: string) => string;
  kit: (id: string) => string;
  pool: (id: string) => string;
}

interface Field {
  label: string;
  /** Which values of the form make it up. */
  of: readonly (keyof EventValues)[];
  /** What the history calls it. */
  told: readonly string[];
  say: (values: EventValues, names: Names) => string;
  /** A set of ids, of which both changes can be kept. */
  set?: 'people' | 'equipment' | 'kits';
  /** It is shown, but changed elsewhere than in the form. */
  fixed?: boolean;
}

/** The fields of the form that two people may both change, in the order of the form. */
const FIELDS: Field[] = [
  { label: 'Title', of: ['title'], told: ['title'], say: ({ title }) => title },
  {
    label: 'Facility',
    of: ['facility'],
    told: ['facility'],
    say: ({ facility }, names) => (facility === null ? '' : names.facility(facility)),
  },
  {
    label: 'Hold',
    of: ['held'],
    told: ['claim'],
    say: ({ held }) => (held ? 'On hold' : 'No hold'),
    fixed: true,
  },
  {
    label: 'Time',
    of: ['zone', 'day', 'start', 'end', 'endDay'],
    told: ['time', 'time_zone'],
    say: (values) => timeOf(values, ({ start, end }) => formatPeriod(start, end, values.zone)),
  },
  {
    label: 'On air',
    of: ['onAirStart', 'onAirEnd'],
    told: ['on_air'],
    say: ({ onAirStart, onAirEnd }) => (onAirStart ? `${onAirStart} to ${onAirEnd}` : ''),
  },
  {
    label: 'Call',
    of: ['call'],
    told: ['call_time'],
    say: (values) =>
      timeOf(values, ({ call }) => (call === null ? '' : formatInstant(call, values.zone))),
  },
  {
    label: 'Wrap',
    of: ['wrap'],
    told: ['wrap_time'],
    say: (values) =>
      timeOf(values, ({ wrap }) => (wrap === null ? '' : formatInstant(wrap, values.zone))),
  },
  {
    label: 'People',
    of: ['people'],
    told: ['assigned_users'],
    say: ({ people }, names) => people.map(names.person).join(', '),
    set: 'people',
  },
  {
    label: 'Equipment',
    of: ['equipment'],
    told: ['equipment'],
    say: ({ equipment }, names) => equipment.map(names.item).join(', '),
    set: 'equipment',
  },
  {
    label: 'Kits',
    of: ['kits'],
    told: ['kits'],
    say: ({ kits }, names) => kits.map(names.kit).join(', '),
    set: 'kits',
  },
  {
    label: 'From pools',
    of: ['pools'],
    told: ['pools'],
    say: ({ pools }, names) =>
      pools.map(({ pool, quantity }) => `${quantity} × ${names.pool(pool)}`).join(', '),
  },
  { label: 'Type', of: ['event_type'], told: ['event_type'], say: ({ event_type }) => event_type },
  {
    label: 'Status',
    of: ['status'],
    told: ['status'],
    say: ({ status }) => EVENT_STATUSES.find(({ value }) => value === status)?.label ?? status,
  },
  {
    label: 'Description',
    of: ['description'],
    told: ['description'],
    say: ({ description }) => description,
  },
];

/** What the history tells that the form has no field for is told beside the fields. */
export const TOLD_BY_FIELDS = new Set(FIELDS.flatMap(({ told }) => told));

function timeOf(
  values: EventValues,
  say: (instants: NonNullable<ReturnType<typeof readTimes>['instants']>) => string,
) {
  const { instants } = readTimes(values);
  return instants ? say(instants) : 'what you typed, which cannot be read yet';
}

export type Choice = 'mine' | 'theirs' | 'both';

export interface Meeting {
  label: string;
  told: readonly string[];
  before: string;
  theirs: string;
  /** Undefined where the form was left as it was. */
  mine: string | undefined;
  both: string | undefined;
  fixed: boolean;
  /** What is taken unless something else is chosen. */
  usual: Choice;
}

/** What someone else changed while this was typed, field by field; and which fields only I changed. */
export function meetingsOf(
  base: ScheduledEvent,
  newer: ScheduledEvent,
  mine: EventValues,
  names: Names,
): { met: Meeting[]; onlyMine: string[] } {
  const before = valuesOf(base);
  const theirs = valuesOf(newer);
  const met: Meeting[] = [];
  const onlyMine: string[] = [];
  for (const field of FIELDS) {
    const typed = differ(field, before, mine) && differ(field, theirs, mine);
    if (!differ(field, before, theirs)) {
      if (typed) onlyMine.push(field.label);
      continue;
    }
    const both = typed && field.set ? withBoth(field.set, before, theirs, mine) : undefined;
    met.push({
      label: field.label,
      told: field.told,
      before: field.say(before, names),
      theirs: field.say(theirs, names),
      mine: typed && !field.fixed ? field.say(mine, names) : undefined,
      both: both && field.say({ ...mine, ...both }, names),
      fixed: field.fixed ?? false,
      usual: both ? 'both' : typed && !field.fixed ? 'mine' : 'theirs',
    });
  }
  return { met, onlyMine };
}

/** The form's values with what was chosen of each field that someone else changed. */
export function merged(
  base: ScheduledEvent,
  newer: ScheduledEvent,
  mine: EventValues,
  chosen: ReadonlyMap<string, Choice>,
): EventValues {
  const before = valuesOf(base);
  const theirs = valuesOf(newer);
  const result = { ...mine };
  for (const field of FIELDS) {
    if (!differ(field, before, theirs)) continue;
    const choice = chosen.get(field.label);
    if (choice === 'both' && field.set) {
      Object.assign(result, withBoth(field.set, before, theirs, mine));
    } else if (choice !== 'mine' || field.fixed) {
      Object.assign(result, Object.fromEntries(field.of.map((name) => [name, theirs[name]])));
    }
  }
  return result;
}

const differ = ({ of }: Field, one: EventValues, other: EventValues) =>
  of.some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));

/** Theirs, without what I took off and with what I added. */
function withBoth(
  name: 'people' | 'equipment' | 'kits',
  before: EventValues,
  theirs: EventValues,
  mine: EventValues,
): Partial<EventValues> {
  const removed = before[name].filter((id) => !mine[name].includes(id));
  const added = mine[name].filter((id) => !before[name].includes(id) && !theirs[name].includes(id));
  return { [name]: [...theirs[name].filter((id) => !removed.includes(id)), ...added] };
}
