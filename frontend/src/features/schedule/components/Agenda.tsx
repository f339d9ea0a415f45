import { Button, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { formatDay } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { addDays, wallTimeOf } from '@/ui/time/zone';
import { agendaOf, MOST_WEEKS, weeksShown, WEEK } from '../agenda';
import { absencesQuery, eventListQuery } from '../api';
import { eventQueryOf, type ScheduleFilters, type SetFilters } from '../filters';
import { DayHeading } from './DayHeading';
import { WeekListEvent } from './WeekListEvent';
import styles from './WeekList.module.css';

interface Props {
  filters: ScheduleFilters;
  setFilters: SetFilters;
  /** The first day. */
  first: string;
  zone: string;
}

/** What comes from a day on, week after week as one reads on; days without anything take one line together. */
export function Agenda({ filters, setFilters, first, zone }: Props) {
  const weeks = weeksShown(filters);
  const read = useQueries({
    queries: Array.from({ length: weeks }, (_, week) =>
      eventListQuery(eventQueryOf(filters, zone, addDays(first, week * WEEK), WEEK)),
    ),
  });
  const last = addDays(first, weeks * WEEK - 1);
  const { data: absences = [] } = useQuery(absencesQuery(first, last));
  const away = absences.filter(({ user }) => !filters.person || String(user.id) === filters.person);
  const today = wallTimeOf(useNow(), zone).day;

  const failed = read.find(({ error }) => error);
  const reading = read.some(({ data }) => data === undefined);
  const newest = read.at(-1)?.data;
  const more = weeks < MOST_WEEKS;
  const readOn = () => setFilters({ weeks: String(weeks + 1) }, { replace: true });
  // By itself only while there is something to read: an empty future has no end.
  const end = useReached(readOn, more && !reading && newest !== undefined && newest.length > 0);

  if (read[0]?.data === undefined) {
    return failed ? (
      <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />
    ) : (
      <Loading />
    );
  }
  return (
    <>
      {failed && <ErrorNotice error={failed.error} title="Shown as last read" />}
      {agendaOf(
        read.map(({ data = [] }) => data),
        first,
        zone,
        away,
      ).map((part) =>
        part.events ? (
          <section key={part.day} className={styles.agendaDay} aria-labelledby={`day-${part.day}`}>
            <DayHeading day={part.day} today={today} count={part.events.length} absences={away} />
            {part.events.length > 0 && (
              <ul className={styles.list}>
                {part.events.map((event) => (
                  <WeekListEvent
                    key={event.id}
                    event={event}
                    day={part.day}
                    zone={zone}
                    selected={filters.open === String(event.id)}
                  />
                ))}
              </ul>
            )}
          </section>
        ) : (
          <Text key={part.day} size="sm" c="dimmed" mb="md">
            {part.day === part.last
              ? `${formatDay(part.day)}: nothing`
              : `${formatDay(part.day)} to ${formatDay(part.last)}: nothing`}
          </Text>
        ),
      )}
      {reading && <Loading />}
      {more ? (
        <Button ref={end} variant="default" onClick={readOn} disabled={reading}>
          Show the week after {formatDay(last)}
        </Button>
      ) : (
        <Text size="sm" c="dimmed">
          Shown until {formatDay(last)}. Choose a later day to read on from there.
        </Text>
      )}
    </>
  );
}

/** Runs when the element comes into view, as long as it is wanted. */
function useReached(run: () => void, wanted: boolean) {
  const element = useRef<HTMLButtonElement>(null);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!wanted || !element.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [wanted]);
  return element;
}
