import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconMail, IconMailOpened } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Notification } from '@/api/types';
import { formatFromNow, formatInstant } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { viewerZone } from '@/ui/time/zone';
import { tellError } from '@/ui/toasts';
import { useMarkRead } from '../api';
import styles from '../NotificationsPage.module.css';

const RECENT_MS = 24 * 3_600_000;

export function NotificationItem({ notification }: { notification: Notification }) {
  const { id, title, text, path, actor, is_read: isRead, created_at: createdAt } = notification;
  const mark = useMarkRead();
  const now = useNow();
  const label = isRead ? 'Mark as unread' : 'Mark as read';
  const recent = now - Date.parse(createdAt) < RECENT_MS;
  const when = recent ? formatFromNow(createdAt, now) : formatInstant(createdAt, viewerZone());

  const set = (read: boolean) =>
    mark.mutate(
      { id, isRead: read },
      { onError: (error) => tellError(error, read ? 'It is still unread' : 'It is still read') },
    );

  return (
    <li
      className={styles.item}
      data-unread={!isRead || undefined}
      data-linked={path !== undefined || undefined}
    >
      <span className={styles.dot} aria-hidden />
      <div className={styles.told}>
        {!isRead && <span className="visually-hidden">Unread: </span>}
        {path ? (
          <Link
            to={path}
            className={`${styles.title} ${styles.link}`}
            onClick={() => !isRead && set(true)}
          >
            {title}
          </Link>
        ) : (
          <span className={styles.title}>{title}</span>
        )}
        {text && <Text size="sm">{text}</Text>}
        <Text size="xs" c="dimmed">
          <time dateTime={createdAt}>{when}</time>
          {actor && `, ${actor.name}`}
        </Text>
      </div>
      <Tooltip label={label} openDelay={300}>
        <ActionIcon
          className={styles.mark}
          variant="subtle"
          color="gray"
          aria-label={`${label}: ${title}`}
          loading={mark.isPending}
          onClick={() => set(!isRead)}
        >
          {isRead ? <IconMail size={18} aria-hidden /> : <IconMailOpened size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
