import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { NavLink } from 'react-router';
import type { LiveState } from '@/api/live';
import { useSite } from '@/api/reference';
import { AccountMenu } from './AccountMenu';
import { Bell } from './Bell';
import { LiveSign } from './LiveSign';
import type { Place } from './places';
import styles from './Rail.module.css';

interface Props {
  places: Place[];
  live: LiveState;
  onHelp: () => void;
}

export function Rail({ places, live, onHelp }: Props) {
  const site = useSite();
  return (
    <header className={styles.rail}>
      <Tooltip label={site.name} position="right" openDelay={300}>
        <img className={styles.mark} src="/console/icon.svg" alt={site.name} />
      </Tooltip>
      <nav aria-label="Main" className={styles.nav}>
        {places.map(({ to, label, key, icon: Icon }) => (
          <NavLink key={to} to={to} className={styles.place} title={`${label} (g ${key})`}>
            <Icon size={20} stroke={1.7} aria-hidden />
            <span>{label}</span>
          </NavLink>
        ))}
      </nav>
      <div className={styles.foot}>
        <LiveSign state={live} />
        <Bell className={styles.place} size={20} />
        <UnstyledButton className={styles.place} onClick={onHelp} title="List all keys (?)">
          <IconKeyboard size={20} stroke={1.7} aria-hidden />
          <span>Keys</span>
        </UnstyledButton>
        <AccountMenu />
      </div>
    </header>
  );
}
