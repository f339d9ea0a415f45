import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '@/api/reference';
import { formatPeriod } from '@/ui/time/format';
import { tell, tellError } from '@/ui/toasts';
import { callOff, maintenanceQuery, useRefreshMaintenance, type Over } from './api';
import { MaintenanceForm } from './MaintenanceForm';

interface Props {
  over: Over;
  /** The zone of the clocks that hang there. */
  zone: string;
}

/** When a facility or an item is out of use, and a way to plan that. */
export function MaintenanceSection({ over, zone }: Props) {
  const { editFacilities, editEquipment } = useRights();
  const mayPlan = editFacilities || editEquipment;
  const refresh = useRefreshMaintenance();
  const [since] = useState(() => new Date().toISOString());
  const [planning, setPlanning] = useState(false);
  const { data: windows = [] } = useQuery(maintenanceQuery(over, since));
  const end = useMutation({
    mutationFn: callOff,
    onSuccess: () => {
      tell('The maintenance is called off.');
      void refresh();
    },
    onError: (error) => tellError(error, 'Could not call it off'),
  });

  if (windows.length === 0 && !mayPlan) return null;
  return (
    <section aria-label="Maintenance">
      <Text size="sm" fw={600}>
        Maintenance
      </Text>
      {windows.length === 0 && (
        <Text size="sm" c="dimmed">
          None is planned.
        </Text>
      )}
      {windows.map((window) => (
        <Group key={window.id} justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm">
            {formatPeriod(window.start_time, window.end_time, zone)}: {window.reason}
          </Text>
          {mayPlan && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              loading={end.isPending}
              onClick={() => end.mutate(window)}
            >
              Call off
            </Button>
          )}
        </Group>
      ))}
      {planning ? (
        <MaintenanceForm over={over} zone={zone} onClose={() => setPlanning(false)} />
      ) : (
        mayPlan && (
          <Button size="xs" mt="xs" variant="default" onClick={() => setPlanning(true)}>
            Plan maintenance
          </Button>
        )
      )}
    </section>
  );
}
