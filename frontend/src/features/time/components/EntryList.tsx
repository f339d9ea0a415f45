import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { TimeEntry } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { Loading } from '@/ui/Loading';
import { StatusBadge } from '@/ui/StatusBadge';
import { foreignZone, formatDay, formatDuration } from '@/ui/time/format';
import { useFilterLink } from '@/ui/useFilters';
import { breakLength, hoursText, timesText } from '../hours';
import { Card } from './Card';
import styles from './List.module.css';

interface Props {
  title: string;
  entries: TimeEntry[];
  /** The day they are of, when it is one. */
  day: string | null;
  open: string | undefined;
  isReading: boolean;
}

/** One's own entries, the latest first; each opens beside the page. */
export function EntryList({ title, entries, day, open, isReading }: Props) {
  const link = useFilterLink();
  return (
    <Card
      title={title}
      actions={
        <Anchor component={Link} to={link({ entry: 'new', request: null, day })} size="sm">
          Add time
        </Anchor>
      }
    >
      {entries.length === 0 ? (
        isReading ? (
          <Loading />
        ) : (
          <EmptyState title="No time yet" hint="Clock in, or add what you worked afterwards." />
        )
      ) : (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Link
                className={styles.item}
                to={link({ entry: entry.id, request: null })}
                aria-current={open === String(entry.id) || undefined}
              >
                <span className={styles.main}>
                  <span>
                    {day === null && <strong>{formatDay(entry.date)}</strong>} {timesText(entry)}
                  </span>
                  <Text size="xs" c="dimmed" component="span">
                    {details(entry)}
                  </Text>
                </span>
                <span className={styles.side}>
                  <strong>
                    {entry.total_hours === undefined ? '' : hoursText(entry.total_hours)}
                  </strong>
                  {entry.clock_in && !entry.clock_out ? (
                    <StatusBadge status="In Progress" />
                  ) : (
                    <StatusBadge status={entry.status} />
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function details(entry: TimeEntry): string {
  const pause = breakLength(entry);
  return [
    pause > 0 && `${formatDuration(pause)} break`,
    entry.location?.name,
    entry.clock_in && foreignZone(entry.clock_in, entry.time_zone),
    entry.adjustments && 'adjusted',
    entry.rejection_reason && `Rejected: ${entry.rejection_reason}`,
    entry.notes,
  ]
    .filter(Boolean)
    .join(', ');
}
