import { useQuery } from '@tanstack/react-query';
import { addDays, mondayOf } from '@/ui/time/zone';
import { daysOffQuery, hoursQuery } from '../api';
import { dayCount, firstOf, hoursText, lastOf, monthOf } from '../hours';
import { KIND_NAMES } from '../words';
import styles from './Balances.module.css';
import { Card } from './Card';

/** Hours of this week and month, overtime, and days off of this year. */
export function Balances({ today }: { today: string }) {
  const monday = mondayOf(today);
  const month = monthOf(today);
  const week = useQuery(hoursQuery(monday, addDays(monday, 6))).data;
  const whole = useQuery(hoursQuery(firstOf(month), lastOf(month))).data;
  const year = useQuery(daysOffQuery(Number(today.slice(0, 4)))).data;

  const figures: [string, string | undefined, string?][] = [
    ['This week', week && hoursText(week.total_hours)],
    ['This month', whole && hoursText(whole.total_hours)],
    [
      'Overtime this month',
      whole && hoursText(whole.overtime_hours),
      whole?.weekly_norm === undefined ? undefined : `past ${hoursText(whole.weekly_norm)} a week`,
    ],
    [
      'Leave taken this year',
      year && dayCount(year.taken_days),
      year && year.planned_days > 0 ? `${dayCount(year.planned_days)} to come` : undefined,
    ],
  ];
  return (
    <Card title="Balances">
      <dl className={styles.figures}>
        {figures.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value ?? '…'}
              {more !== undefined && <small>{more}</small>}
            </dd>
          </div>
        ))}
      </dl>
      {year && year.kinds.length > 1 && (
        <p className={styles.kinds}>
          {year.kinds
            .filter(({ taken_days, planned_days }) => taken_days + planned_days > 0)
            .map(
              ({ kind, taken_days, planned_days }) =>
                `${KIND_NAMES[kind] ?? kind}: ${dayCount(taken_days + planned_days)}`,
            )
            .join(', ')}
        </p>
      )}
    </Card>
  );
}
