import { IconBeach } from '@tabler/icons-react';
import type { TimeOff } from '@/api/types';
import { formatDay } from '@/ui/time/format';
import styles from './WeekList.module.css';

interface Props {
  day: string;
  today: string;
  /** How many events are on it. */
  count: number;
  /** Approved leave, of which that of the day is told. */
  absences: TimeOff[];
}

/** Heads the events of one day in a list of days. */
export function DayHeading({ day, today, count, absences }: Props) {
  const away = absences
    .filter(({ start_date, end_date }) => start_date <= day && end_date >= day)
    .map(({ user, start_time, end_time }) =>
      [user.full_name, start_time && `from ${start_time}`, end_time && `until ${end_time}`]
        .filter(Boolean)
        .join(' '),
    );
  return (
    <>
      <h2 className={styles.heading} id={`day-${day}`} data-today={day === today || undefined}>
        {formatDay(day)}
        {day === today && <span className={styles.today}>today</span>}
        <span className={styles.count}>{count === 0 ? 'nothing' : count}</span>
      </h2>
      {away.length > 0 && (
        <p className={styles.away}>
          <IconBeach size={15} aria-hidden /> On leave: {away.join(', ')}
        </p>
      )}
    </>
  );
}
