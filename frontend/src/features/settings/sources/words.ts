import type { SourceSync } from '@/api/types';

const STATES: Record<SourceSync['status'], string> = {
  queued: 'Waits for the worker',
  running: 'Is being read',
  done: 'Read',
  unchanged: 'Nothing new',
  failed: 'Failed',
};

const OUTCOMES: Record<string, string> = {
  created: 'new',
  changed: 'changed',
  conflict: 'in conflict',
  bad: 'cannot be read',
};

/** What came of a sync, in a few words. */
export function resultOf({ kind, status, counts, detail }: SourceSync): string {
  if (detail) return detail;
  if (status !== 'done' || kind === 'test') return STATES[status];
  const told = Object.entries(OUTCOMES)
    .filter(([name]) => (counts[name] ?? 0) > 0)
    .map(([name, words]) => `${counts[name]} ${words}`);
  return told.length > 0 ? told.join(', ') : 'Nothing new';
}

export const KINDS: Record<SourceSync['kind'], string> = {
  scheduled: 'By itself',
  asked: 'Sync now',
  test: 'Test',
};

/** How the fields of an event are called here. */
const FIELDS: Record<string, string> = {
  title: 'Title',
  description: 'Description',
  event_type: 'Type',
  facility: 'Facility',
  location: 'Location',
  start_time: 'Start',
  end_time: 'End',
  time_zone: 'Time zone',
  on_air_start: 'On air from',
  on_air_end: 'On air to',
  call_time: 'Call',
  wrap_time: 'Wrap',
  status: 'Status',
  contributors: 'Guests',
  assigned_users: 'People',
  dtstart: 'First date from',
  dtend: 'First date to',
  rrule: 'Rule',
  rdate: 'Dates besides',
  exdate: 'Dates taken out',
};

export const fieldName = (name: string) => FIELDS[name] ?? name;
