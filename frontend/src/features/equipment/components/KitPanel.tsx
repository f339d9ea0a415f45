import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellError } from '@/ui/toasts';
import { kitQuery, restoreKit, useRefreshEquipment } from '../api';
import { kitState } from '../statuses';
import { KitForm } from './KitForm';

export function KitPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { editEquipment } = useRights();
  const refresh = useRefreshEquipment();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...kitQuery(Number(id)), enabled: !creating });
  const restore = useMutation({
    mutationFn: () => restoreKit(Number(id)),
    onSuccess: refresh,
    onError: (reason) => tellError(reason),
  });

  if (creating && editEquipment) return <KitForm kit={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Kit" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editEquipment && !data.archived_at) return <KitForm kit={data} onClose={onClose} />;
  return (
    <SidePanel
      title={data.name}
      sub={<StatusBadge status={kitState(data.archived_at, data.items)} />}
      onClose={onClose}
      footer={
        data.archived_at && editEquipment ? (
          <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
            Restore
          </Button>
        ) : undefined
      }
    >
      <Facts
        facts={[
          ['Items', data.items.map(({ name, asset_tag }) => `${name} (${asset_tag})`).join('\n')],
          ['Description', data.description],
        ]}
      />
    </SidePanel>
  );
}
