import { Link } from 'react-router';
import type { MonthDay, MonthEvent } from '@/api/types';
import { formatDay } from '@/ui/time/format';
import { startOfDay, wallTimeOf } from '@/ui/time/zone';
import { useFilterLink } from '@/ui/useFilters';
import styles from './Month.module.css';

const LINES = 4; // of one cell; the last one says how many more there are

interface Props {
  day: MonthDay;
  zone: string;
  /** Whether it is another month's. */
  outside: boolean;
  today: boolean;
  /** Whether Tab comes to this day, of all of them. */
  entry: boolean;
  open: string | undefined;
}

export function MonthCell({ day, zone, outside, today, entry, open }: Props) {
  const link = useFilterLink();
  const { date, count, events } = day;
  const shown = count > LINES ? events.slice(0, LINES - 1) : events;
  const agenda = link({ view: 'agenda', day: date, weeks: null });
  const many = count === 1 ? '1 event' : `${count} events`;
  return (
    <td data-outside={outside || undefined} data-today={today || undefined}>
      <Link
        to={agenda}
        className={styles.date}
        data-day={date}
        tabIndex={entry ? 0 : -1}
        aria-current={today ? 'date' : undefined}
        aria-label={`${formatDay(date)}, ${count === 0 ? 'nothing' : many}`}
      >
        <span className={styles.number}>{Number(date.slice(8))}</span>
        {count > 0 && <span className={styles.count}>{count}</span>}
      </Link>
      {shown.length > 0 && (
        <ul className={styles.events}>
          {shown.map((event) => (
            <li key={event.id}>
              <CellEvent event={event} date={date} zone={zone} open={open} />
            </li>
          ))}
        </ul>
      )}
      {count > shown.length && (
        <Link to={agenda} className={styles.more} aria-label={`All ${many} of ${formatDay(date)}`}>
          +{count - shown.length} more
        </Link>
      )}
    </td>
  );
}

interface EventProps {
  event: MonthEvent;
  date: string;
  zone: string;
  open: string | undefined;
}

function CellEvent({ event, date, zone, open }: EventProps) {
  const link = useFilterLink();
  const status = event.claim === 'Held' ? 'On hold' : event.status;
  const selected = open === String(event.id);
  return (
    <Link
      to={link({ open: event.id })}
      className={styles.event}
      data-status={status}
      data-selected={selected || undefined}
      aria-current={selected || undefined}
      title={`${event.title}, ${timeOn(event, date, zone)}, ${status.toLowerCase()}`}
    >
      <span className={styles.time}>{timeOn(event, date, zone)}</span> {event.title}
      {status !== 'Scheduled' && <span className="visually-hidden">, {status.toLowerCase()}</span>}
    </Link>
  );
}

/** When it begins, or what it does on one of its later days. */
function timeOn(event: MonthEvent, date: string, zone: string): string {
  const start = wallTimeOf(Date.parse(event.start_time), zone);
  if (start.day >= date) return start.time;
  const end = Date.parse(event.end_time);
  const { day, time } = wallTimeOf(end, zone);
  return day > date || end === startOfDay(date, zone) ? 'all day' : `until ${time}`;
}
