import { Button, Group, Select, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useMe } from '@/api/reference';
import { ApiError } from '@/api/errors';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { tell, tellError } from '@/ui/toasts';
import {
  changeTicket,
  convertIncident,
  ticketQuery,
  useRefreshTickets,
  type Ticket,
  type TicketChanges,
} from '../api';
import { MOVE_TO, PRIORITIES, whoAsked } from '../words';

interface Props {
  ticket: Ticket;
  mayWork: boolean;
}

/** What may follow now: the statuses that the ticket allows, who has it, how urgent it is. */
export function TicketActions({ ticket, mayWork }: Props) {
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const refresh = useRefreshTickets();
  const { queryKey } = ticketQuery(ticket.kind, ticket.id);
  const change = useMutation({
    // One after the other, each upon the answer before: nobody is told that he was faster than himself.
    scope: { id: `ticket:${ticket.kind}:${ticket.id}` },
    mutationFn: (body: TicketChanges) =>
      changeTicket(queries.getQueryData(queryKey) ?? ticket, body),
    onSuccess: async (changed, body) => {
      await queries.cancelQueries({ queryKey }); // what is being read may be older than this
      queries.setQueryData(queryKey, changed);
      if (body.status) tell(`${changed.number} is ${changed.status.toLowerCase()}.`);
    },
    onError: (error) => {
      const stale = error instanceof ApiError && error.status === 412;
      tellError(error, stale ? 'Someone was faster; it is shown as it is now' : 'Not changed');
    },
    onSettled: () => void refresh(),
  });
  const convert = useMutation({
    mutationFn: () => convertIncident(ticket.id),
    onSuccess: async (service) => {
      await refresh();
      tell(`${service.number} is opened.`);
      void navigate(`/tickets?kind=service_ticket&open=service_ticket:${service.id}`);
    },
    onError: (error) => tellError(error, 'Not converted'),
  });

  // Whoever asked for a service may call it off.
  const own = whoAsked(ticket)?.id === me.id;
  const moves = [...ticket.possible_statuses].filter(
    (status) => mayWork || (own && status === 'Cancelled'),
  );
  const again = ticket.status !== 'In Progress';
  const assignee = ticket.assignee ? String(ticket.assignee.id) : undefined;

  return (
    <Stack gap="xs">
      {moves.length > 0 && (
        <Group gap="xs" role="group" aria-label="Move it">
          {moves.map((status, index) => (
            <Button
              key={status}
              variant={index === 0 && status !== 'Cancelled' ? 'filled' : 'default'}
              loading={change.isPending && change.variables.status === status}
              onClick={() => change.mutate({ status })}
            >
              {status === 'Open' && !again ? 'Put back' : MOVE_TO[status]}
            </Button>
          ))}
        </Group>
      )}
      {mayWork && (
        <Group gap="xs" align="flex-end">
          <PersonSelect
            label="Give to"
            value={assignee}
            onChange={(id) => change.mutate({ assignee: id === null ? null : Number(id) })}
            w="11rem"
          />
          <Select
            aria-label="Priority"
            data={[...PRIORITIES]}
            allowDeselect={false}
            w="7.5rem"
            value={ticket.priority}
            onChange={(priority) => change.mutate({ priority })}
          />
          {ticket.assignee?.id !== me.id && (
            <Button variant="default" onClick={() => change.mutate({ assignee: me.id })}>
              Take it
            </Button>
          )}
        </Group>
      )}
      {mayWork && ticket.kind === 'incident' && (
        <Group>
          <Button variant="default" loading={convert.isPending} onClick={() => convert.mutate()}>
            Convert to service ticket
          </Button>
        </Group>
      )}
    </Stack>
  );
}
