import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellError } from '@/ui/toasts';
import { checklistQuery, restoreChecklist, useRefreshChecks } from '../api';
import { ChecklistForm } from './ChecklistForm';

interface Props {
  id: string;
  onClose: () => void;
}

export function ChecklistPanel({ id, onClose }: Props) {
  const { editChecklists } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...checklistQuery(Number(id)), enabled: !creating });
  const refresh = useRefreshChecks();
  const restore = useMutation({
    mutationFn: () => restoreChecklist(Number(id)),
    onSuccess: refresh,
    onError: (failed) => tellError(failed),
  });

  if (creating && editChecklists) return <ChecklistForm checklist={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Checklist" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editChecklists && !data.archived_at) {
    return <ChecklistForm checklist={data} onClose={onClose} />;
  }
  return (
    <SidePanel
      title={data.name}
      sub={data.archived_at && <StatusBadge status="Archived" />}
      onClose={onClose}
      footer={
        data.archived_at && editChecklists ? (
          <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
            Restore
          </Button>
        ) : undefined
      }
    >
      <Facts
        facts={data.departments.map(({ name, items }) => [
          name,
          items.map((item) => item.name).join('\n'),
        ])}
      />
    </SidePanel>
  );
}
