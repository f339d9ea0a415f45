import { formatInstant } from '@/ui/time/format';

/** What the audit trail can be asked about. */
export const SUBJECTS = [
  { value: 'event', label: 'Event' },
  { value: 'facility', label: 'Facility' },
  { value: 'location', label: 'Location' },
  { value: 'equipment', label: 'Equipment' },
  { value: 'kit', label: 'Kit' },
  { value: 'pool', label: 'Pool' },
  { value: 'person', label: 'Person' },
  { value: 'incident', label: 'Incident' },
  { value: 'service_ticket', label: 'Service ticket' },
  { value: 'change_request', label: 'Change request' },
  { value: 'checklist', label: 'Checklist' },
  { value: 'system_check', label: 'System check' },
  { value: 'time_entry', label: 'Time entry' },
  { value: 'time_off_request', label: 'Time off' },
  { value: 'series', label: 'Series' },
  { value: 'maintenance', label: 'Maintenance' },
  { value: 'schedule_template', label: 'Template' },
  { value: 'schedule_source', label: 'Schedule source' },
  { value: 'shift', label: 'Shift pattern' },
  { value: 'incident_type', label: 'Incident type' },
  { value: 'equipment_category', label: 'Equipment category' },
  { value: 'setting', label: 'Setting' },
] as const;

/** `event:12` as people say it. */
export function subjectInWords(subject: string): string {
  const found = readSubject(subject);
  const label = SUBJECTS.find(({ value }) => value === found?.kind)?.label ?? found?.kind;
  return found ? `${label ?? ''} ${found.id}` : subject;
}

export interface Subject {
  kind: string;
  id: string;
}

/** `event:12` taken apart; nothing for what is not of that form. */
export function readSubject(subject: string | undefined): Subject | undefined {
  const match = /^([a-z_]+):(\d+)$/.exec(subject ?? '');
  return match?.[1] && match[2] ? { kind: match[1], id: match[2] } : undefined;
}

/** Where the console shows a subject. */
export function addressOf({ kind, id }: Subject): string | undefined {
  const pages: Record<string, string> = {
    event: '/schedule?view=list&open=',
    facility: '/facilities?open=',
    location: '/locations?open=',
    equipment: '/equipment?open=',
    kit: '/equipment/kits?open=',
    pool: '/equipment/pools?open=',
    person: '/people?open=',
    incident: '/tickets?open=incident:',
    service_ticket: '/tickets?kind=service_ticket&open=service_ticket:',
    change_request: '/change-requests?open=',
    checklist: '/system-check/checklists?open=',
    system_check: '/system-check/',
  };
  const page = pages[kind];
  return page && page + id;
}

/** A value of the audit trail as words. */
export function valueInWords(value: unknown, zone: string): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.map((part) => valueInWords(part, zone)).join(', ') || 'nothing';
  if (typeof value !== 'string' && typeof value !== 'number') return JSON.stringify(value);
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? formatInstant(text, zone) : text;
}
