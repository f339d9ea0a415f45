import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRights, useSite } from '@/api/reference';
import type { Facility } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { MaintenanceSection } from '@/ui/maintenance/MaintenanceSection';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellError } from '@/ui/toasts';
import { facilityQuery, restoreFacility, useRefreshFacilities } from '../api';
import { bufferWords } from '../words';
import { FacilityForm } from './FacilityForm';
import { ScheduleLink } from './ScheduleLink';

/** One facility beside the list: read by everyone, edited by those who may. `new` makes one. */
export function FacilityPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { editFacilities } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...facilityQuery(Number(id)), enabled: !creating });

  if (creating && editFacilities) return <FacilityForm facility={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Facility" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editFacilities && !data.archived_at)
    return <FacilityForm facility={data} onClose={onClose} />;
  return <FacilityFacts facility={data} onClose={onClose} canRestore={editFacilities} />;
}

interface FactsProps {
  facility: Facility;
  onClose: () => void;
  canRestore: boolean;
}

function FacilityFacts({ facility, onClose, canRestore }: FactsProps) {
  const site = useSite();
  const refresh = useRefreshFacilities();
  const restore = useMutation({
    mutationFn: () => restoreFacility(facility.id),
    onSuccess: refresh,
    onError: (error) => tellError(error),
  });
  return (
    <SidePanel
      title={facility.name}
      sub={<StatusBadge status={facility.archived_at ? 'Archived' : facility.status} />}
      onClose={onClose}
      footer={
        facility.archived_at && canRestore ? (
          <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
            Restore
          </Button>
        ) : undefined
      }
    >
      <Facts
        facts={[
          ['Kind', facility.kind],
          ['Location', facility.location?.name],
          ['Capacity', facility.capacity],
          [
            'Rig and strike',
            bufferWords(facility.rig_minutes, facility.strike_minutes) +
              (facility.shares_buffers ? ', shared by neighbours' : ''),
          ],
          ['Description', facility.description],
        ]}
      />
      {!facility.archived_at && (
        <MaintenanceSection
          over={{ facility: facility.id }}
          zone={facility.location?.time_zone ?? site.time_zone}
        />
      )}
      <ScheduleLink id={facility.id} />
    </SidePanel>
  );
}
