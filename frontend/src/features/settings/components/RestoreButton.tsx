import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { tellError } from '@/ui/toasts';

interface Props {
  restore: () => Promise<unknown>;
  refresh: () => Promise<unknown>;
}

export function RestoreButton({ restore, refresh }: Props) {
  const restoring = useMutation({
    mutationFn: restore,
    onSuccess: refresh,
    onError: (error) => tellError(error, 'Could not restore'),
  });
  return (
    <Button variant="default" loading={restoring.isPending} onClick={() => restoring.mutate()}>
      Restore
    </Button>
  );
}
