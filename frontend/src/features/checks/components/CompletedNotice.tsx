import { Alert, Button, Group, Modal, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '@/api/reference';
import type { SystemCheck } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { formatInstant } from '@/ui/time/format';
import { tell } from '@/ui/toasts';
import { reopenCheck, useRefreshChecks, useShowCheck } from '../api';

/** Who completed it and when; those who may open it again say why. */
export function CompletedNotice({ check }: { check: SystemCheck }) {
  const { editChecklists } = useRights();
  const [asking, { open, close }] = useDisclosure();
  const [reason, setReason] = useState('');
  const show = useShowCheck();
  const refresh = useRefreshChecks();
  const reopen = useMutation({
    mutationFn: () => reopenCheck(check.id, reason),
    onSuccess: (reopened) => {
      show(reopened);
      close();
      setReason('');
      tell('The check is open again.');
      void refresh();
    },
  });
  const who = check.completed_by?.full_name;
  const when = check.completed_at && formatInstant(check.completed_at, check.time_zone);

  return (
    <Alert
      variant="default"
      mb="md"
      icon={<IconCheck size={18} aria-hidden color="var(--tone-good)" />}
      title={`Completed${who ? ` by ${who}` : ''}${when ? `, ${when}` : ''}`}
    >
      <Group justify="space-between">
        <span>It changes no more. Incidents can still be opened for what failed.</span>
        {editChecklists && (
          <Button size="xs" variant="default" onClick={open}>
            Reopen
          </Button>
        )}
      </Group>
      <Modal opened={asking} onClose={close} title="Reopen this check" size="sm">
        {reopen.error && <ErrorNotice error={reopen.error} />}
        <Textarea
          label="Why"
          description="The people who ran it are told."
          required
          data-autofocus
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md" gap="xs">
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
          <Button
            disabled={reason.trim() === ''}
            loading={reopen.isPending}
            onClick={() => reopen.mutate()}
          >
            Reopen
          </Button>
        </Group>
      </Modal>
    </Alert>
  );
}
