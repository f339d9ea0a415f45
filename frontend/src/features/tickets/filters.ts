import { oneOf } from '@/ui/oneOf';
import type { TicketFilters, TicketKind } from './api';
import { KINDS, PRIORITIES, STATUSES } from './words';

export type TicketFilterName =
  'kind' | 'status' | 'priority' | 'assignee' | 'facility' | 'q' | 'page' | 'view' | 'open';

/** Tickets that are done with are out of the way unless they are asked for. */
export const EVERY_STATUS = 'all';

export const ASSIGNEES = [
  { value: 'me', label: 'Given to me' },
  { value: 'none', label: 'Given to nobody' },
];

/** The address as what the API is asked. */
export function readFilters(filters: Partial<Record<TicketFilterName, string>>): {
  kind: TicketKind;
  wanted: TicketFilters;
  narrowed: boolean;
  page: number;
} {
  const kind =
    oneOf(
      KINDS.map(({ value }) => value),
      filters.kind,
    ) ?? 'incident';
  const status = oneOf(STATUSES[kind], filters.status);
  return {
    kind,
    wanted: {
      status,
      open: status || filters.status === EVERY_STATUS ? undefined : true,
      priority: oneOf(PRIORITIES, filters.priority),
      assignee: /^(me|none|\d+)$/.test(filters.assignee ?? '') ? filters.assignee : undefined,
      facility: filters.facility ? Number(filters.facility) : undefined,
      search: filters.q,
    },
    narrowed: Boolean(
      filters.q ?? filters.status ?? filters.priority ?? filters.assignee ?? filters.facility,
    ),
    page: Number(filters.page ?? 1),
  };
}
