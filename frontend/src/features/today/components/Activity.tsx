import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatFromNow } from '@/ui/time/format';
import { activityQuery } from '../api';
import card from './EventCard.module.css';
import styles from './Activity.module.css';

/** Where a subject such as `event:12` is shown. */
const PLACES: Record<string, (id: string) => string> = {
  event: (id) => `/schedule?open=${id}`,
  incident: (id) => `/tickets?open=incident:${id}`,
};
const PLURALS: Record<string, string> = { event: 'events', incident: 'incidents' };
const SHOWN = 12;

/** Who did what lately. */
export function Activity({ now }: { now: number }) {
  const { data } = useQuery(activityQuery);
  if (data?.results.length === 0)
    return <p className={styles.none}>Nothing has happened yet. What people do shows here.</p>;
  return (
    <ul className={styles.list}>
      {data?.results.slice(0, SHOWN).map(({ occurred_at, actor, told, subject, title, count }) => {
        const [kind = '', id = ''] = subject.split(':');
        const others = count > 1 ? ` and ${count - 1} more ${PLURALS[kind] ?? ''}` : '';
        return (
          <li key={`${occurred_at}${subject}${told}`}>
            <Link to={PLACES[kind]?.(id) ?? '/today'} className={card.card}>
              <span>
                {actor ?? 'BMS'} {told} <b>{title}</b>
                {others}
              </span>
              <span className={card.quiet}>{formatFromNow(occurred_at, now)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
