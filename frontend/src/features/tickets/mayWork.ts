import { useMe, useRights } from '@/api/reference';
import type { Rights } from '@/api/rights';
import type { Ticket } from './api';

/** Those whose job it is, and whoever it was given to. The server has the last word. */
export function canWork(ticket: Ticket, rights: Rights, me: number): boolean {
  const itsJob = ticket.kind === 'incident' ? rights.workIncidents : rights.workService;
  return itsJob || ticket.assignee?.id === me;
}

export function useMayWork(ticket: Ticket | undefined): boolean {
  const rights = useRights();
  const { id } = useMe();
  return ticket !== undefined && canWork(ticket, rights, id);
}
