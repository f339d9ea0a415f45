import { Link } from 'react-router';
import type { ScheduledEvent } from '@/api/types';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatDay, formatPeriod, formatTimes } from '@/ui/time/format';
import { wallTimeOf } from '@/ui/time/zone';
import { useFilterLink } from '@/ui/useFilters';
import styles from './WeekList.module.css';

interface Props {
  event: ScheduledEvent;
  /** The day it stands under. */
  day: string;
  zone: string;
  selected: boolean;
  /** For a change of many; without `onChoose` it cannot be chosen. */
  chosen?: boolean | undefined;
  onChoose?: ((extend: boolean) => void) | undefined;
}

const NAMED = 2;

export function WeekListEvent({ event, day, zone, selected, chosen, onChoose }: Props) {
  const link = useFilterLink();
  const starts = wallTimeOf(Date.parse(event.start_time), zone).day;
  const ends = wallTimeOf(Date.parse(event.end_time), zone);
  const people = event.assigned_users.map(({ full_name }) => full_name);
  return (
    <li className={styles.item} data-chosen={chosen || undefined}>
      {onChoose && (
        <label className={styles.choice}>
          <input
            type="checkbox"
            aria-label={`Select ${event.title}, ${formatPeriod(event.start_time, event.end_time, zone)}`}
            checked={chosen ?? false}
            onChange={({ nativeEvent }) =>
              onChoose(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        </label>
      )}
      <Link
        to={link({ open: event.id })}
        className={styles.event}
        data-selected={selected || undefined}
        data-cancelled={event.status === 'Cancelled' || undefined}
        aria-current={selected || undefined}
      >
        <span className={styles.time}>
          {starts < day
            ? `until ${ends.day === day ? '' : `${formatDay(ends.day)}, `}${ends.time}`
            : formatTimes(event.start_time, event.end_time, zone)}
        </span>
        <span className={styles.title}>
          {event.title}
          {event.event_type && <small className={styles.quiet}>{event.event_type}</small>}
        </span>
        <span className={styles.where}>{event.facility?.name ?? event.location?.name}</span>
        <span className={styles.who} title={people.join(', ')}>
          {people.slice(0, NAMED).join(', ')}
          {people.length > NAMED && ` and ${people.length - NAMED} more`}
        </span>
        <span className={styles.status}>
          <StatusBadge status={event.status} />
        </span>
      </Link>
    </li>
  );
}
