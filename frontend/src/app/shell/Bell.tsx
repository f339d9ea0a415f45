import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { NavLink } from 'react-router';
import { unreadCountQuery } from '@/features/notifications/api';
import styles from './Bell.module.css';

const MOST = 99;

/** Leads to what concerns oneself and says how much of it is unread. */
export function Bell({ className, size }: { className: string | undefined; size: number }) {
  const { data: unread = 0 } = useQuery(unreadCountQuery);
  return (
    <NavLink
      to="/notifications"
      className={className}
      title="Notifications (g n)"
      aria-label={unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'}
    >
      <span className={styles.bell}>
        <IconBell size={size} stroke={1.7} aria-hidden />
        {unread > 0 && (
          <span className={styles.count} aria-hidden>
            {unread > MOST ? `${MOST}+` : unread}
          </span>
        )}
      </span>
      <span aria-hidden>Notifications</span>
    </NavLink>
  );
}

/** Says a new count to screen readers when they have a moment. Once in a page. */
export function UnreadAnnouncer() {
  const { data: unread = 0 } = useQuery(unreadCountQuery);
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {unread > 0 && `${unread} unread ${unread === 1 ? 'notification' : 'notifications'}`}
    </div>
  );
}
