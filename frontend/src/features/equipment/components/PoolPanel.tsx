import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellError } from '@/ui/toasts';
import { poolQuery, restorePool, useRefreshEquipment } from '../api';
import { PoolForm } from './PoolForm';

export function PoolPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { editEquipment } = useRights();
  const refresh = useRefreshEquipment();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...poolQuery(Number(id)), enabled: !creating });
  const restore = useMutation({
    mutationFn: () => restorePool(Number(id)),
    onSuccess: refresh,
    onError: (reason) => tellError(reason),
  });

  if (creating && editEquipment) return <PoolForm pool={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Pool" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editEquipment && !data.archived_at) return <PoolForm pool={data} onClose={onClose} />;
  return (
    <SidePanel
      title={data.name}
      sub={<StatusBadge status={data.archived_at ? 'Archived' : 'Active'} />}
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
          ['Quantity', data.quantity],
          ['Category', data.category?.name],
          ['Home', data.facility?.name],
          ['Description', data.description],
        ]}
      />
    </SidePanel>
  );
}
