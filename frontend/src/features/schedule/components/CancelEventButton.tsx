import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ScheduledEvent } from '@/api/types';
import { ApiError } from '@/api/errors';
import { tell, tellError, tellWithChoice, tellWithUndo } from '@/ui/toasts';
import { changeEvent, useRefreshSchedule } from '../api';
import { endSeries } from '../series/api';
import { useScope } from '../series/useScope';

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
  const { ask, dialog } = useScope();
  const end = useMutation({
    mutationFn: ({ scope, drop }: { scope: 'following' | 'all'; drop: boolean }) =>
      endSeries(event.series_id ?? 0, {
        scope,
        drop_edits: drop,
        ...(scope === 'following' ? { from: event.recurrence_time } : {}),
      }),
    onSuccess: ({ removed }) => {
      void refresh();
      tell(`${removed} ${removed === 1 ? 'date' : 'dates'} of ${event.title} taken off.`);
    },
    onError: (error, { scope }) => {
      if (!(error instanceof ApiError && error.code === 'edits_would_be_lost')) {
        tellError(error, 'Could not cancel the dates');
        return;
      }
      tellWithChoice(`${error.message}.`, 'Take them off too', () =>
        end.mutate({ scope, drop: true }),
      );
    },
  });
  const press = async () => {
    const scope = event.series_id === undefined ? 'this' : await ask(`Cancel ${event.title}`);
    if (scope === 'this') cancel.mutate();
    else if (scope !== null) end.mutate({ scope, drop: false });
  };
  if (event.status === 'Cancelled') return null;
  return (
    <>
      {dialog}
      <Button
        variant="subtle"
        color="gray"
        loading={cancel.isPending || end.isPending}
        onClick={() => void press()}
      >
        Cancel event
      </Button>
    </>
  );
}
