import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Facility } from '@/api/types';
import { tellError, tellWithUndo } from '@/ui/toasts';
import { archiveFacility, restoreFacility, useRefreshFacilities } from '../api';

export function ArchiveFacilityButton({
  facility,
  onDone,
}: {
  facility: Facility;
  onDone: () => void;
}) {
  const refresh = useRefreshFacilities();
  const archive = useMutation({
    mutationFn: () => archiveFacility(facility.id),
    onSuccess: async () => {
      onDone();
      await refresh();
      tellWithUndo(`${facility.name} is archived.`, async () => {
        await restoreFacility(facility.id);
        await refresh();
      });
    },
    onError: (error) => tellError(error, 'Could not archive'),
  });
  return (
    <Button
      variant="subtle"
      color="gray"
      loading={archive.isPending}
      onClick={() => archive.mutate()}
    >
      Archive
    </Button>
  );
}
