import { Button, Group } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChecklist,
  IconClockPlay,
  IconPlus,
  type Icon,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';

interface Action {
  to: string;
  label: string;
  icon: Icon;
  main?: boolean;
}

/** What people come to Today to start. */
export function QuickActions() {
  const { editSchedule } = useRights();
  const actions: Action[] = [
    { to: '/my-time', label: 'Clock in or out', icon: IconClockPlay },
    { to: '/report-incident', label: 'Report an incident', icon: IconAlertTriangle },
    { to: '/system-check', label: 'System check', icon: IconChecklist },
  ];
  if (editSchedule)
    actions.push({ to: '/schedule?open=new', label: 'New event', icon: IconPlus, main: true });
  return (
    <Group component="nav" aria-label="Quick actions" gap="xs">
      {actions.map(({ to, label, icon: Icon, main }) => (
        <Button
          key={to}
          component={Link}
          to={to}
          variant={main ? 'filled' : 'default'}
          leftSection={<Icon size={16} aria-hidden />}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
