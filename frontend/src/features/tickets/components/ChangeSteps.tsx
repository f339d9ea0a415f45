import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe, useRights } from '@/api/reference';
import type { ChangeRequest } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { tell } from '@/ui/toasts';
import { useRefreshTickets } from '../api';
import { LEADS_TO, moveChange, OF_AUTHOR, OF_REVIEWER, STEPS, type ChangeStep } from '../changes';

/** Authors submit, withdraw and revise; others decide, and nobody decides about their own. */
export function ChangeSteps({ change }: { change: ChangeRequest }) {
  const me = useMe();
  const { reviewChanges } = useRights();
  const refresh = useRefreshTickets();
  const [reason, setReason] = useState('');
  const move = useMutation({
    mutationFn: (step: ChangeStep) => moveChange(change.id, step, reason.trim()),
    onSuccess: (moved) => {
      setReason('');
      tell(
        moved.service_ticket
          ? `${moved.number} is approved; ${moved.service_ticket.number} is opened for it.`
          : `${moved.number} is ${moved.status.toLowerCase()}.`,
      );
    },
    onSettled: refresh,
  });
  const own = change.author?.id === me.id;
  const steps = [...(own ? OF_AUTHOR : []), ...(reviewChanges && !own ? OF_REVIEWER : [])].filter(
    (step) => change.possible_statuses.includes(LEADS_TO[step]),
  );
  if (steps.length === 0) return null;
  return (
    <Stack gap="xs" role="group" aria-label="Next step">
      {move.error && <ErrorNotice error={move.error} />}
      {steps.includes('reject') && (
        <Textarea
          label="Reason"
          description="The author reads it. Needed to reject."
          autosize
          minRows={1}
          maxRows={6}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <Group gap="xs">
        {steps.map((step) => (
          <Button
            key={step}
            variant={step === 'approve' || step === 'submit' ? 'filled' : 'default'}
            disabled={step === 'reject' && reason.trim() === ''}
            loading={move.isPending && move.variables === step}
            onClick={() => move.mutate(step)}
          >
            {STEPS[step]}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
