import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ScheduledEvent } from '@/api/types';
import { tellError, tellWithUndo } from '@/ui/toasts';
import { changeEvent, useRefreshSchedule } from '../api';

/** Frees the facility and the people; the event stays on record, and the toast takes it back. */
export function CancelEventButton({ event }: { event: ScheduledEvent }) {
  const refresh = useRefreshSchedule();
  const cancel = useMutation({
    mutationFn: () => changeEvent(event.id, event.version, { status: 'Cancelled' }),
    onSuccess: (saved) => {
      void refresh();
      tellWithUndo(`${saved.title} is cancelled.`, async () => {
        await changeEvent(saved.id, saved.version, { status: event.status });
        await refresh();
      });
    },
    onError: (error) => tellError(error, 'Could not cancel the event'),
  });
  if (event.status === 'Cancelled') return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      loading={cancel.isPending}
      onClick={() => cancel.mutate()}
    >
      Cancel event
    </Button>
  );
}
