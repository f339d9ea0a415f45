import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, useRights } from '@/api/reference';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellError } from '@/ui/toasts';
import { moveApproval, useRefreshTickets, type ApprovalStep, type Ticket } from '../api';

interface Props {
  ticket: Extract<Ticket, { kind: 'service_ticket' }>;
  mayWork: boolean;
}

/** Work that somebody wants approved first is not begun before it is. */
export function ApprovalSection({ ticket, mayWork }: Props) {
  const me = useMe();
  const { reviewChanges } = useRights();
  const refresh = useRefreshTickets();
  const [reason, setReason] = useState('');
  const move = useMutation({
    mutationFn: (step: ApprovalStep) => moveApproval(ticket.id, step, reason.trim()),
    onSuccess: () => setReason(''),
    onError: (error) => tellError(error),
    onSettled: refresh,
  });
  const own = ticket.requested_by?.id === me.id || ticket.submitted_by?.id === me.id;
  const isOpen = ticket.status === 'Open' || ticket.status === 'In Progress';

  if (ticket.approval === 'Not Needed') {
    if (!isOpen || !(mayWork || own)) return null;
    return (
      <Group>
        <Button variant="default" loading={move.isPending} onClick={() => move.mutate('submit')}>
          Submit for approval
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs" role="group" aria-label="Approval">
      <Group gap="xs">
        <StatusBadge status={ticket.approval} />
        <Text size="sm" c="dimmed">
          {ticket.approval === 'Submitted'
            ? `for approval${ticket.submitted_by ? ` by ${ticket.submitted_by.full_name}` : ''}`
            : ticket.reviewed_by && `by ${ticket.reviewed_by.full_name}`}
        </Text>
      </Group>
      {ticket.review_reason && <Text size="sm">{ticket.review_reason}</Text>}
      {ticket.approval === 'Submitted' && reviewChanges && !own && (
        <>
          <TextInput
            label="Reason"
            description="Needed to reject."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button loading={move.isPending} onClick={() => move.mutate('approve')}>
              Approve
            </Button>
            <Button
              variant="default"
              disabled={reason.trim() === ''}
              loading={move.isPending}
              onClick={() => move.mutate('reject')}
            >
              Reject
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
