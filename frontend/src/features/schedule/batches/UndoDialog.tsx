import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { tell } from '@/ui/toasts';
import { useRefreshSchedule } from '../api';
import { undoBatch, undoPreviewQuery } from './api';
import { counted } from './asking';
import { Consequences } from './Consequences';

/** Shows what undoing would come to, then does it. What somebody touched since is named and left. */
export function UndoDialog({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const [withoutThose, setWithoutThose] = useState(false);
  const refresh = useRefreshSchedule();
  const { data, error, isFetching, refetch } = useQuery(undoPreviewQuery(batch.id));
  const undo = useMutation({
    mutationFn: () => undoBatch(batch.id, withoutThose ? 'skip' : 'refuse'),
    onSuccess: ({ words }) => {
      void refresh();
      tell(`${words}.`);
      onClose();
    },
    onError: () => void refetch(),
  });
  const left = data?.left ?? 0;
  const ready = data !== undefined && data.done > 0 && (left === 0 || withoutThose);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title="Undo"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text fw={500}>{batch.words}</Text>
        {undo.error && <ErrorNotice error={undo.error} title="Nothing was undone" />}
        {error ? (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading />
        ) : (
          <Consequences result={data} busy={isFetching} />
        )}
        {left > 0 && (data?.done ?? 0) > 0 && (
          <Checkbox
            label={`Leave the ${counted(left, 'event')} that cannot be put back`}
            checked={withoutThose}
            onChange={(event) => setWithoutThose(event.currentTarget.checked)}
          />
        )}
        <Group gap="xs">
          <Button loading={undo.isPending} disabled={!ready} onClick={() => undo.mutate()}>
            Undo
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Change nothing
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
