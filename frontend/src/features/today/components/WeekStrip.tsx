import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatDay, formatTime } from '@/ui/time/format';
import { wallTimeOf } from '@/ui/time/zone';
import { weekQuery } from '../api';
import styles from './WeekStrip.module.css';

/** The seven days from today: what is on, how many are on it, and what nobody is on yet. */
export function WeekStrip({ now, zone }: { now: number; zone: string }) {
  const today = wallTimeOf(now, zone).day;
  const { data: week } = useQuery(weekQuery(today));
  return (
    <section aria-label="This week">
      <ol className={styles.strip}>
        {(week?.days ?? []).map(({ date, count, unstaffed, events }) => (
          <li key={date} className={styles.day} data-today={date === today || undefined}>
            <Link to={`/schedule?view=list&day=${date}`} className={styles.head}>
              {date === today ? 'Today' : formatDay(date, now)}
            </Link>
            <span className={styles.quiet}>
              {count === 0 ? 'Nothing on' : `${count} ${count === 1 ? 'event' : 'events'}`}
            </span>
            <ul className={styles.events}>
              {events.slice(0, NAMED).map(({ id, title, start_time: start, crew }) => (
                <li key={id}>
                  <Link
                    to={`/schedule?view=list&day=${date}&open=${id}`}
                    className={styles.event}
                    data-unstaffed={crew === 0 || undefined}
                  >
                    <span className={styles.time}>{formatTime(start, zone)}</span>
                    <span className={styles.title}>{title}</span>
                    <span className={styles.crew}>{crew === 0 ? 'nobody' : `${crew} on it`}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {unstaffed > 0 && (
              <Link to={`/schedule?view=list&day=${date}`} className={styles.warning}>
                {unstaffed} without people
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const NAMED = 4;
