import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { IconBellCog, IconCalendarShare, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMe } from '@/api/reference';
import styles from './Rail.module.css';
import { useLeave } from './useLeave';

export function AccountMenu() {
  const me = useMe();
  const leave = useLeave();
  const name = `${me.first_name} ${me.last_name}`.trim() || me.username;
  const initials = (me.first_name.slice(0, 1) + me.last_name.slice(0, 1)).toUpperCase();

  return (
    <Menu position="right-end" withArrow shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.place} aria-label={`Account of ${name}`}>
          <Avatar size={26} radius="xl" variant="filled" color="cyan.9" aria-hidden>
            {initials}
          </Avatar>
          <span>Account</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}, {me.role}
        </Menu.Label>
        <Menu.Item
          component={Link}
          to="/account"
          leftSection={<IconUserCircle size={16} aria-hidden />}
        >
          Sessions, password, second factor
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/account/notifications"
          leftSection={<IconBellCog size={16} aria-hidden />}
        >
          What you are told
        </Menu.Item>
        <Menu.Item
          component={Link}
          to="/calendar-feeds"
          leftSection={<IconCalendarShare size={16} aria-hidden />}
        >
          Calendar feeds
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
