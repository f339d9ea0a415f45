import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { tellError, tellWithUndo } from './toasts';

interface Props {
  name: string;
  archive: () => Promise<unknown>;
  restore: () => Promise<unknown>;
  refresh: () => Promise<unknown>;
  /** Called when it is archived, before the lists are read again: what was open can close. */
  onDone: () => void;
}

/** Takes something out of use. Nothing is deleted, so nobody is asked first; a toast brings it back. */
export function ArchiveButton({ name, archive, restore, refresh, onDone }: Props) {
  const archiving = useMutation({
    mutationFn: archive,
    onSuccess: async () => {
      onDone();
      await refresh();
      tellWithUndo(`${name} is archived.`, async () => {
        await restore();
        await refresh();
      });
    },
    onError: (error) => tellError(error, 'Could not archive'),
  });
  return (
    <Button
      variant="subtle"
      color="gray"
      loading={archiving.isPending}
      onClick={() => archiving.mutate()}
    >
      Archive
    </Button>
  );
}
