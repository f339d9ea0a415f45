import { useMe, useRights } from '@/api/reference';
import type { Ticket } from './api';

/** Those whose job it is, and whoever it was given to. The server has the last word. */
export function useMayWork(ticket: Ticket | undefined): boolean {
  const { workIncidents, workService } = useRights();
  const { id } = useMe();
  if (!ticket) return false;
  const itsJob = ticket.kind === 'incident' ? workIncidents : workService;
  return itsJob || ticket.assignee?.id === id;
}
