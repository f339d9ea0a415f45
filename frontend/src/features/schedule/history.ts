import type { EventChange } from '@/api/types';
import { formatInstant, formatPeriod } from '@/ui/time/format';
import { EVENT_STATUSES } from './words';

type Changed = EventChange['changes'][number];

const LABELS: Record<string, string> = {
  title: 'Title',
  event_type: 'Type',
  description: 'Description',
  status: 'Status',
  claim: 'Booking',
  time: 'Time',
  time_zone: 'Time zone',
  on_air: 'On air',
  call_time: 'Call',
  wrap_time: 'Wrap',
  facility: 'Facility',
  location: 'Location',
  rig_minutes: 'Minutes to rig',
  strike_minutes: 'Minutes to strike',
  contributors: 'Guests',
  assigned_users: 'People',
  tentative_users: 'People asked',
  equipment: 'Equipment',
  kits: 'Kits',
  pools: 'From pools',
  hold_until: 'Held until',
  challenged_by: 'Challenged by',
  answer_by: 'Answer by',
  needs: 'Needs',
};

/** Of these only what went and what came is told. */
const SETS = new Set([
  'contributors',
  'assigned_users',
  'tentative_users',
  'equipment',
  'kits',
  'pools',
]);

const LONGEST = 160;

function valueInWords(value: string, { field, kind }: Changed, zone: string): string {
  if (kind === 'instant') return formatInstant(value, zone);
  if (kind === 'period') {
    const [start = value, end = value] = value.split('/');
    return formatPeriod(start, end, zone);
  }
  if (field === 'status')
    return EVENT_STATUSES.find((status) => status.value === value)?.label ?? value;
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}

/** One line of a change: `Facility: Studio A became Studio B`, `Part Rig: added`. */
export function changeInWords(changed: Changed, zone: string): string {
  const { field, part } = changed;
  const before = changed.before && valueInWords(changed.before, changed, zone);
  const after = changed.after && valueInWords(changed.after, changed, zone);
  const label = LABELS[field] ?? field.replaceAll('_', ' ');
  if (part !== undefined && field === 'title' && !(before && after)) {
    return `Part ${part}: ${after ? 'added' : 'removed'}`;
  }
  const about = part === undefined ? label : `Part ${part}, ${label.toLowerCase()}`;
  if (before && after)
    return `${about}: ${before} ${SETS.has(field) ? 'replaced by' : 'became'} ${after}`;
  if (after) return `${about}: ${SETS.has(field) ? `added ${after}` : after}`;
  return `${about}: ${SETS.has(field) ? `removed ${before ?? ''}` : `no longer ${before ?? ''}`}`;
}

/** Who changed one of the fields last, as far as is known. */
export function whoChanged(changes: readonly EventChange[], fields: readonly string[]) {
  return changes.find((change) =>
    change.changes.some(({ field, part }) => part === undefined && fields.includes(field)),
  )?.actor;
}
