import { formatMonth, WEEKDAYS } from '@/ui/time/names';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { instantOf, wallTimeOf } from '@/ui/time/zone';
import { useNow } from '@/ui/time/useNow';
import { monthQuery } from '../api';
import { monthQueryOf, type ScheduleFilters, type SetFilters } from '../filters';
import { weeksOf } from './days';
import { keyed } from './keys';
import { MonthCell } from './MonthCell';
import styles from './Month.module.css';

interface Props {
  filters: ScheduleFilters;
  setFilters: SetFilters;
  /** A day of the month that is shown. */
  day: string;
  zone: string;
}

const NEW_AT = '09:00';

/** A month as a table of its days: arrows go from day to day, Enter opens one. */
export function MonthView({ filters, setFilters, day, zone }: Props) {
  const month = day.slice(0, 7);
  const [first, days] = weeksOf(day);
  const query = useQuery(monthQuery(monthQueryOf(filters, zone, first, days)));
  const { data, error, refetch, isPlaceholderData } = query;
  const { editSchedule } = useRights();
  const today = wallTimeOf(useNow(), zone).day;
  const body = useRef<HTMLTableSectionElement>(null);
  const [stepped, setStepped] = useState<string>();
  const awaited = useRef<string>(undefined);

  // A step by key may lead to a month that is still to be read.
  useEffect(() => {
    if (!awaited.current?.startsWith(month) || isPlaceholderData) return;
    body.current?.querySelector<HTMLElement>(`[data-day="${awaited.current}"]`)?.focus();
    awaited.current = undefined;
  });

  if (!data) {
    return error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }

  const reached = today.startsWith(month) ? today : `${month}-01`;
  const entry = stepped?.startsWith(month) ? stepped : reached;

  const onKeyDown = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.day;
    if (from === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n' && editSchedule) {
      event.preventDefault();
      const start = instantOf({ day: from, time: NEW_AT }, zone).at;
      setFilters({ open: 'new', new_start: new Date(start).toISOString() });
      return;
    }
    const to = keyed(from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    awaited.current = to;
    setStepped(to);
    if (!to.startsWith(month)) setFilters({ day: to }, { replace: true });
  };

  return (
    <>
      {error && <ErrorNotice error={error} title="Shown as last read" />}
      <table className={styles.month}>
        <caption className="visually-hidden">{formatMonth(day)}</caption>
        <thead>
          <tr>
            {WEEKDAYS.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {/* Arrow keys move between the links of the days; everything is reached by Tab as well. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <tbody ref={body} onKeyDown={onKeyDown}>
          {Array.from({ length: data.days.length / 7 }, (_, week) => (
            <tr key={week}>
              {data.days.slice(week * 7, week * 7 + 7).map((each) => (
                <MonthCell
                  key={each.date}
                  day={each}
                  zone={zone}
                  outside={!each.date.startsWith(month)}
                  today={each.date === today}
                  entry={each.date === entry}
                  open={filters.open}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
