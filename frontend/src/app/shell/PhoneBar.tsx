import { Drawer, Stack, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarShare, IconLogout, IconMenu2, IconUserCircle } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import type { LiveState } from '@/api/live';
import { Bell } from './Bell';
import styles from './PhoneBar.module.css';
import type { Place } from './places';
import { useLeave } from './useLeave';

/** Navigation within reach of one thumb. */
export function PhoneBar({ places, live }: { places: Place[]; live: LiveState }) {
  const [opened, { open, close }] = useDisclosure();
  const leave = useLeave();
  const near = places.filter(({ thumb }) => thumb);
  const far = places.filter(({ thumb }) => !thumb);
  return (
    <>
      {live === 'lost' && (
        <div className={styles.lost} role="status">
          Changes by others do not arrive just now. Connecting again.
        </div>
      )}
      <nav aria-label="Main" className={styles.bar}>
        {near.map(({ to, thumb, icon: Icon }) => (
          <NavLink key={to} to={to} className={styles.tab}>
            <Icon size={22} stroke={1.7} aria-hidden />
            {thumb}
          </NavLink>
        ))}
        <Bell className={styles.tab} size={22} />
        <UnstyledButton className={styles.tab} onClick={open} aria-haspopup="dialog">
          <IconMenu2 size={22} stroke={1.7} aria-hidden />
          More
        </UnstyledButton>
      </nav>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        title="More"
        size={`${(far.length + 3) * 3 + 5}rem`}
      >
        <Stack gap={0}>
          {far.map(({ to, label, icon: Icon }) => (
            <NavLink key={to} to={to} className={styles.item} onClick={close}>
              <Icon size={20} stroke={1.7} aria-hidden />
              {label}
            </NavLink>
          ))}
          <NavLink to="/account" className={styles.item} onClick={close}>
            <IconUserCircle size={20} stroke={1.7} aria-hidden />
            Sessions, password, second factor
          </NavLink>
          <NavLink to="/calendar-feeds" className={styles.item} onClick={close}>
            <IconCalendarShare size={20} stroke={1.7} aria-hidden />
            Calendar feeds
          </NavLink>
          <UnstyledButton className={styles.item} onClick={leave}>
            <IconLogout size={20} stroke={1.7} aria-hidden />
            Sign out
          </UnstyledButton>
        </Stack>
      </Drawer>
    </>
  );
}
