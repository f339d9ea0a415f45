import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellError } from '@/ui/toasts';
import { equipmentQuery, restoreEquipment, useRefreshEquipment } from '../api';
import { EquipmentForm } from './EquipmentForm';

interface Props {
  id: string;
  onClose: () => void;
}

export function EquipmentPanel({ id, onClose }: Props) {
  const { editEquipment } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...equipmentQuery(Number(id)), enabled: !creating });

  if (creating && editEquipment) return <EquipmentForm item={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Equipment" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editEquipment && !data.archived_at) return <EquipmentForm item={data} onClose={onClose} />;
  return (
    <SidePanel
      title={data.name}
      sub={<StatusBadge status={data.archived_at ? 'Archived' : data.status} />}
      onClose={onClose}
      footer={data.archived_at && editEquipment ? <RestoreButton id={data.id} /> : undefined}
    >
      <Facts
        facts={[
          ['Asset tag', data.asset_tag],
          ['Serial number', data.serial_number],
          ['Category', data.category?.name],
          ['Home', data.facility?.name],
          ['Description', data.description],
        ]}
      />
    </SidePanel>
  );
}

function RestoreButton({ id }: { id: number }) {
  const refresh = useRefreshEquipment();
  const restore = useMutation({
    mutationFn: () => restoreEquipment(id),
    onSuccess: refresh,
    onError: (error) => tellError(error),
  });
  return (
    <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
      Restore
    </Button>
  );
}
