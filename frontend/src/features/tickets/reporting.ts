import type { NewIncident } from '@/api/types';

/** Since when something is down, as a person says it. */
export type Since = 'nothing' | 'now' | '15' | '60' | 'at';

export interface Report {
  facility: string | null;
  type: string | null;
  since: Since;
  /** On this device's clock, as a field of the browser gives it: `2026-11-23T22:15`. */
  at: string;
  works: boolean;
  notes: string;
  followUp: 'no' | 'yes' | 'urgent';
  /** What was sent, until the station has answered: sent again under the same key it counts once. */
  attempt?: Attempt | undefined;
}

export interface Attempt {
  key: string;
  body: NewIncident;
}

export const EMPTY_REPORT: Report = {
  facility: null,
  type: null,
  since: 'nothing',
  at: '',
  works: false,
  notes: '',
  followUp: 'no',
};

export const SINCE: { value: Since; label: string }[] = [
  { value: 'nothing', label: 'Nothing is down' },
  { value: 'now', label: 'Just now' },
  { value: '15', label: '15 min ago' },
  { value: '60', label: '1 h ago' },
  { value: 'at', label: 'Another time' },
];

export const FOLLOW_UPS = [
  { value: 'no', label: 'No' },
  { value: 'yes', label: 'Yes' },
  { value: 'urgent', label: 'Urgent' },
] as const;

export const SHORTEST_NOTES = 10;

/** What is missing, by field; nothing when the report can go. */
export function missingIn({ notes, since, at }: Report, now: number): Record<string, string> {
  const missing: Record<string, string> = {};
  if (notes.trim().length < SHORTEST_NOTES) {
    missing.notes = `Say what happened, in ${SHORTEST_NOTES} letters or more.`;
  }
  if (since === 'at') {
    const typed = Date.parse(at);
    if (Number.isNaN(typed)) missing.at = 'Since when?';
    else if (typed > now) missing.at = 'This lies in the future.';
  }
  return missing;
}

/** The report as the API takes it; relative times are counted from `now`. */
export function bodyOf(report: Report, now: number): NewIncident {
  const down = downFrom(report, now);
  return {
    description: report.notes.trim(),
    // With a type the station calls it after type and place.
    ...(report.type === null ? { title: titleOf(report.notes) } : {}),
    follow_up: report.followUp,
    occurred_at: new Date(down ?? now).toISOString(),
    ...(report.facility === null ? {} : { facility: Number(report.facility) }),
    ...(report.type === null ? {} : { incident_type: Number(report.type) }),
    ...(down === undefined ? {} : { down_from: new Date(down).toISOString() }),
    ...(down !== undefined && report.works ? { down_until: new Date(now).toISOString() } : {}),
  };
}

const TITLE_LETTERS = 80;

function titleOf(notes: string): string {
  const line = notes.trim().split('\n')[0] ?? '';
  return line.length > TITLE_LETTERS ? `${line.slice(0, TITLE_LETTERS - 1).trimEnd()}…` : line;
}

function downFrom({ since, at }: Report, now: number): number | undefined {
  if (since === 'nothing') return undefined;
  if (since === 'at') return Date.parse(at);
  return since === 'now' ? now : now - Number(since) * 60_000;
}
