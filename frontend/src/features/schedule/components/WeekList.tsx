import { useQuery } from '@tanstack/react-query';
import type { ScheduledEvent } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { useNow } from '@/ui/time/useNow';
import { addDays, wallTimeOf } from '@/ui/time/zone';
import { absencesQuery, eventListQuery } from '../api';
import { eventQueryOf, type ScheduleFilters } from '../filters';
import type { Selection } from '../batches/selection';
import { DayHeading } from './DayHeading';
import { WeekListEvent } from './WeekListEvent';
import styles from './WeekList.module.css';

const DAYS = 7;

interface Props {
  filters: ScheduleFilters;
  /** A Monday. */
  week: string;
  zone: string;
  /** Only for those who may change what is planned. */
  selection: Selection | undefined;
}

/** Seven days of events, each under the day it starts; earlier starts under the first. */
export function WeekList({ filters, week, zone, selection }: Props) {
  const query = useQuery(eventListQuery(eventQueryOf(filters, zone, week, DAYS)));
  const { data: absences = [] } = useQuery(absencesQuery(week, addDays(week, DAYS - 1)));
  const away = absences.filter(({ user }) => !filters.person || String(user.id) === filters.person);
  const today = wallTimeOf(useNow(), zone).day;
  const filtered = Boolean(
    filters.facility ?? filters.person ?? filters.type ?? filters.status ?? filters.q,
  );

  return (
    <ListBody
      query={query}
      isEmpty={(events) => events.length === 0 && away.length === 0}
      empty={
        <EmptyState
          title={filtered ? 'Nothing in this week fits' : 'Nothing is planned in this week'}
          hint={
            filtered
              ? 'Clear a filter or go to another week.'
              : 'Book an event, or import a schedule.'
          }
        />
      }
    >
      {(events) => {
        const days = byDay(events, week, zone);
        const shown = days.flatMap(({ events: ofDay }) => ofDay.map(({ id }) => id));
        return days.map(({ day, events: ofDay }) => (
          <section key={day} className={styles.day} aria-labelledby={`day-${day}`}>
            <DayHeading day={day} today={today} count={ofDay.length} absences={away} />
            {ofDay.length > 0 && (
              <ul className={styles.list}>
                {ofDay.map((event) => (
                  <WeekListEvent
                    key={event.id}
                    event={event}
                    day={day}
                    zone={zone}
                    selected={filters.open === String(event.id)}
                    chosen={selection?.has(event.id)}
                    onChoose={
                      selection &&
                      ((extend) =>
                        extend ? selection.extend(event.id, shown) : selection.toggle(event.id))
                    }
                  />
                ))}
              </ul>
            )}
          </section>
        ));
      }}
    </ListBody>
  );
}

function byDay(events: readonly ScheduledEvent[], week: string, zone: string) {
  const days = Array.from({ length: DAYS }, (_, index) => addDays(week, index));
  const sorted = [...events].sort((a, b) => a.start_time.localeCompare(b.start_time));
  return days.map((day) => ({
    day,
    events: sorted.filter(({ start_time }) => {
      const starts = wallTimeOf(Date.parse(start_time), zone).day;
      return starts === day || (day === week && starts < week);
    }),
  }));
}
