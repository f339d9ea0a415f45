import { Link } from 'react-router';
import type { ScheduledEvent } from '@/api/types';
import { EventTime } from '@/ui/time/EventTime';
import { formatDuration, formatFromNow } from '@/ui/time/format';
import { sameClock, wallTimeOf } from '@/ui/time/zone';
import styles from './EventCard.module.css';

interface Props {
  event: ScheduledEvent;
  now: number;
  /** The station's. */
  zone: string;
  /** It is on: how much is left matters more than when it began. */
  running?: boolean;
  compact?: boolean;
}

const NAMED = 3;

export function EventCard({ event, now, zone, running = false, compact = false }: Props) {
  const start = Date.parse(event.start_time);
  const end = Date.parse(event.end_time);
  const share = Math.min(1, Math.max(0, (now - start) / (end - start)));
  const isToday = wallTimeOf(start, zone).day === wallTimeOf(now, zone).day;
  const people = event.assigned_users.map(({ full_name }) => full_name);
  const where = event.facility?.name ?? event.location?.name;

  return (
    <Link to={`/schedule?view=list&day=${dayOf(event)}&open=${event.id}`} className={styles.card}>
      <span className={styles.line}>
        <span className={styles.title}>{event.title}</span>
        <span className={styles.soon} data-running={running || undefined}>
          {running ? `${formatDuration(Math.max(0, end - now))} left` : formatFromNow(start, now)}
        </span>
      </span>
      <span className={styles.quiet}>
        <EventTime
          start={event.start_time}
          end={event.end_time}
          zone={event.time_zone}
          timesOnly={isToday && sameClock(start, event.time_zone, zone)}
          named={zone}
        />
        {where && <span>{where}</span>}
        {!compact && event.event_type && <span>{event.event_type}</span>}
      </span>
      {!compact && (
        <span className={styles.quiet}>
          {people.length === 0
            ? 'Nobody on it yet'
            : people.slice(0, NAMED).join(', ') +
              (people.length > NAMED ? ` and ${people.length - NAMED} more` : '')}
        </span>
      )}
      {running && (
        <span className={styles.track} aria-hidden>
          <span className={styles.done} style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </Link>
  );
}

const dayOf = (event: ScheduledEvent) =>
  wallTimeOf(Date.parse(event.start_time), event.time_zone).day;
