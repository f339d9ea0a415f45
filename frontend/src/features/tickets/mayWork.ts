import { useMe, useRights } from '@/api/reference';
import type { Rights } from '@/api/rights';
import type { AnyKind, Ticket } from './api';
import { whoAsked } from './words';

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

/** Whoever reported it or asked for it may put their own words right while it is open. */
export function useMayEdit(ticket: Ticket | undefined): boolean {
  const mayWork = useMayWork(ticket);
  const { id } = useMe();
  if (!ticket) return false;
  const isOpen = ticket.status === 'Open' || ticket.status === 'In Progress';
  return mayWork || (isOpen && whoAsked(ticket)?.id === id);
}

/** Files that others have added: those whose job such tickets are remove them. */
export function useMayRemoveFiles(kind: AnyKind): boolean {
  const { workIncidents, workService, requestChanges, reviewChanges } = useRights();
  return {
    incident: workIncidents,
    service_ticket: workService,
    change_request: requestChanges || reviewChanges,
  }[kind];
}
