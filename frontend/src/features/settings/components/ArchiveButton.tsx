import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { tellError, tellWithUndo } from '@/ui/toasts';

interface Row {
  id: number;
  name: string;
}

interface Props {
  row: Row;
  topic: string;
  archive: (id: number) => Promise<unknown>;
  restore: (id: number) => Promise<unknown>;
  onDone: () => void;
}

export function ArchiveButton({ row, topic, archive, restore, onDone }: Props) {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: [topic] });
  const put = useMutation({
    mutationFn: () => archive(row.id),
    onSuccess: async () => {
      onDone();
      await refresh();
      tellWithUndo(`${row.name} is archived.`, async () => {
        await restore(row.id);
        await refresh();
      });
    },
    onError: (error) => tellError(error, 'Could not archive'),
  });
  return (
    <Button variant="subtle" color="gray" loading={put.isPending} onClick={() => put.mutate()}>
      Archive
    </Button>
  );
}

export function RestoreButton({ row, topic, restore }: Omit<Props, 'archive' | 'onDone'>) {
  const queries = useQueryClient();
  const bring = useMutation({
    mutationFn: () => restore(row.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: [topic] }),
    onError: (error) => tellError(error, 'Could not restore'),
  });
  return (
    <Button variant="default" loading={bring.isPending} onClick={() => bring.mutate()}>
      Restore
    </Button>
  );
}
