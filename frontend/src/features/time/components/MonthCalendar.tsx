import { formatMonth, WEEKDAYS } from '@/ui/time/names';
import { ActionIcon, Button, Group } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/api/reference';
import type { TimeEntry, TimeOff } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { formatDay } from '@/ui/time/format';
import { entriesQuery, hoursQuery, requestsQuery } from '../api';
import { firstOf, hoursText, lastOf, monthOf, nextMonth, previousMonth, weeksOf } from '../hours';
import { Card } from './Card';
import { EntryList } from './EntryList';
import styles from './MonthCalendar.module.css';

interface Props {
  month: string;
  day: string | undefined;
  today: string;
  /** The entry that is open beside the page. */
  open: string | undefined;
  onMonth: (month: string | null) => void;
  onDay: (day: string | null) => void;
}

/** A month with the hours of each day; a day that is chosen shows its entries alone. */
export function MonthCalendar({ month, day, today, open, onMonth, onDay }: Props) {
  const me = useMe();
  const [start_date, end_date] = [firstOf(month), lastOf(month)];
  const { data: hours } = useQuery(hoursQuery(start_date, end_date));
  const list = useQuery(entriesQuery({ user: me.id, start_date, end_date }));
  const { data: leave } = useQuery(requestsQuery({ user: me.id, start_date, end_date }));
  const entries = list.data?.results ?? [];
  const requests = (leave?.results ?? []).filter(({ status }) => status !== 'Rejected');
  const byDay = new Map(hours?.days.map((found) => [found.date, found]));

  return (
    <div className={styles.month}>
      <Card
        title={formatMonth(month)}
        actions={
          <Group gap={4}>
            {month !== monthOf(today) && (
              <Button variant="subtle" size="compact-sm" onClick={() => onMonth(null)}>
                This month
              </Button>
            )}
            <ActionIcon
              variant="default"
              size="lg"
              aria-label="Earlier month"
              onClick={() => onMonth(previousMonth(month))}
            >
              <IconChevronLeft size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label="Later month"
              onClick={() => onMonth(nextMonth(month))}
            >
              <IconChevronRight size={16} aria-hidden />
            </ActionIcon>
          </Group>
        }
      >
        <table className={styles.grid}>
          <caption className="visually-hidden">Hours in {formatMonth(month)}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week) => (
              <tr key={week[0]}>
                {week.map((date) => (
                  <td key={date}>
                    {monthOf(date) === month && (
                      <DayButton
                        date={date}
                        hours={byDay.get(date)?.total_hours ?? 0}
                        entries={entries.filter((entry) => entry.date === date)}
                        leave={requests.find(
                          (request) => request.start_date <= date && request.end_date >= date,
                        )}
                        isToday={date === today}
                        isChosen={date === day}
                        onChoose={() => onDay(date === day ? null : date)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
      {list.error && !list.data ? (
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <EntryList
          title={day ? formatDay(day) : `Entries of ${formatMonth(month)}`}
          entries={day ? entries.filter(({ date }) => date === day) : entries}
          day={day ?? null}
          open={open}
          isReading={list.isPending}
        />
      )}
    </div>
  );
}

interface DayProps {
  date: string;
  hours: number;
  entries: TimeEntry[];
  leave: TimeOff | undefined;
  isToday: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function DayButton({ date, hours, entries, leave, isToday, isChosen, onChoose }: DayProps) {
  const running = entries.some(({ clock_in, clock_out }) => clock_in && !clock_out);
  const waiting = entries.filter(({ status }) => status === 'Pending').length;
  const rejected = entries.some(({ status }) => status === 'Rejected');
  const away = leave && (leave.status === 'Approved' ? 'Off' : 'Off?');
  const words = [
    formatDay(date),
    isToday && 'today',
    hours > 0 && hoursText(hours),
    running && 'running',
    waiting > 0 && `${waiting} waiting`,
    rejected && 'rejected',
    leave && `${leave.request_type} ${leave.status === 'Approved' ? 'approved' : 'asked for'}`,
  ];
  return (
    <button
      type="button"
      className={styles.day}
      aria-label={words.filter(Boolean).join(', ')}
      aria-pressed={isChosen}
      data-today={isToday || undefined}
      data-away={leave ? leave.status : undefined}
      onClick={onChoose}
    >
      <span className={styles.number}>{Number(date.slice(8))}</span>
      <span className={styles.hours}>
        {hours > 0 ? Math.round(hours * 10) / 10 : running ? '▸' : (away ?? '')}
      </span>
      <span className={styles.mark} data-tone={rejected ? 'bad' : undefined}>
        {rejected ? '✕' : waiting > 0 ? '○' : ''}
      </span>
    </button>
  );
}
