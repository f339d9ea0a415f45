import type { TimelineEntry } from '@/api/types';
import type { Ticket, TicketKind } from './api';

export const PRIORITIES = [
  'Critical',
  'High',
  'Medium',
  'Low',
] as const satisfies readonly Ticket['priority'][];

export const STATUSES = {
  incident: ['Open', 'In Progress', 'Resolved', 'Closed'],
  service_ticket: ['Open', 'In Progress', 'Completed', 'Cancelled'],
} as const satisfies Record<TicketKind, readonly Ticket['status'][]>;

export const KINDS = [
  { value: 'incident', label: 'Incidents' },
  { value: 'service_ticket', label: 'Service tickets' },
] as const satisfies readonly { value: TicketKind; label: string }[];

/** The button that moves a ticket to a status. */
export const MOVE_TO: Record<Ticket['status'], string> = {
  Open: 'Open again',
  'In Progress': 'Begin',
  Resolved: 'Resolve',
  Closed: 'Close',
  Completed: 'Complete',
  Cancelled: 'Call off',
};

/** `incident:12` taken apart; nothing for what is no ticket. */
export function readOpen(open: string | undefined): { kind: TicketKind; id: number } | undefined {
  const match = /^(incident|service_ticket):(\d+)$/.exec(open ?? '');
  const kind = KINDS.find(({ value }) => value === match?.[1])?.value;
  return kind && match?.[2] ? { kind, id: Number(match[2]) } : undefined;
}

export const whoAsked = (ticket: Ticket) =>
  ticket.kind === 'incident' ? ticket.reporter : ticket.requested_by;

/** One line of the timeline, without its note. */
export function entryInWords(entry: TimelineEntry): string {
  const { what, before, after, person, fields, ticket, reason } = entry;
  const because = reason ? `: ${reason}` : '';
  switch (what) {
    case 'opened':
      return 'opened it';
    case 'status':
      return `moved it from ${before ?? 'nothing'} to ${after ?? 'nothing'}${because}`;
    case 'priority':
      return `made it ${after ?? ''}, it was ${before ?? ''}`;
    case 'assigned':
      return person ? `gave it to ${person.full_name}` : 'took it from its assignee';
    case 'edited':
      return `changed ${(fields ?? []).join(', ').replaceAll('_', ' ')}`;
    case 'note':
      return entry.note ? 'wrote' : 'wrote something that was removed';
    case 'converted':
      return ticket ? `made ${ticket.number} of it` : 'made another ticket of it';
    case 'approval':
      return `approval: ${after ?? ''}${because}`;
    case 'attached':
      return `added the file ${after ?? ''}`;
    case 'detached':
      return `removed the file ${before ?? ''}`;
    case 'linked':
      return `linked it: ${after ?? ''}`;
    case 'unlinked':
      return `took a link away: ${before ?? ''}`;
  }
}
