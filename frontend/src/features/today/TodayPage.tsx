import { useQuery } from '@tanstack/react-query';
import { useSite } from '@/api/reference';
import type { Today } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { foreignZone, formatInstant } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { WithPanel } from '@/ui/WithPanel';
import { todayQuery, urgentIncidentsQuery } from './api';
import { Activity } from './components/Activity';
import { EventCard } from './components/EventCard';
import { Faults } from './components/Faults';
import { QuickActions } from './components/QuickActions';
import { Section } from './components/Section';
import { UrgentIncidents } from './components/UrgentIncidents';
import { Waiting } from './components/Waiting';
import { WeekStrip } from './components/WeekStrip';
import styles from './TodayPage.module.css';

/** What is on air and next, who is missing, what is broken, what waits for me. */
export function TodayPage() {
  const { time_zone: zone, name } = useSite();
  const now = useNow();
  const query = useQuery(todayQuery);
  const foreign = foreignZone(now, zone);

  return (
    <WithPanel>
      <PageHeader
        title="Today"
        sub={
          <>
            {formatInstant(now, zone)}
            {foreign && ` ${foreign}`}, {name}
          </>
        }
      >
        <QuickActions />
      </PageHeader>
      <WeekStrip now={now} zone={zone} />
      <ListBody query={query} isEmpty={() => false} empty={null}>
        {(today) => <Answers today={today} now={now} zone={zone} />}
      </ListBody>
    </WithPanel>
  );
}

function Answers({ today, now, zone }: { today: Today; now: number; zone: string }) {
  const { data: incidents = [] } = useQuery(urgentIncidentsQuery);
  const broken = incidents.length + today.faulty_equipment.length + today.closed_facilities.length;
  return (
    <div className={styles.grid}>
      <div className={styles.column}>
        <Section title="On air now" count={today.on_air.length}>
          {today.on_air.map((event) => (
            <EventCard key={event.id} event={event} now={now} zone={zone} running />
          ))}
          {today.on_air.length === 0 && <Quiet>Nothing is on at the moment.</Quiet>}
        </Section>
        <Section
          title="Next"
          count={today.next.length}
          more={{ to: '/schedule', label: 'Schedule' }}
        >
          {today.next.map((event) => (
            <EventCard key={event.id} event={event} now={now} zone={zone} />
          ))}
          {today.next.length === 0 && (
            <EmptyState
              title="Nothing follows today"
              hint="Book an event, or import a schedule, and it shows here."
            />
          )}
        </Section>
      </div>
      <div className={styles.column}>
        <Waiting />
        <Section title="Yours" count={today.mine.length}>
          {today.mine.map((event) => (
            <EventCard key={event.id} event={event} now={now} zone={zone} compact />
          ))}
          {today.mine.length === 0 && <Quiet>You are on nothing in the coming days.</Quiet>}
        </Section>
        <Section title="Nobody on it yet" count={today.unstaffed.length} tone="warn">
          {today.unstaffed.map((event) => (
            <EventCard key={event.id} event={event} now={now} zone={zone} compact />
          ))}
          {today.unstaffed.length === 0 && <Quiet>Every event that comes up has its people.</Quiet>}
        </Section>
        <Section title="Broken or closed" count={broken} tone="bad">
          <UrgentIncidents incidents={incidents} />
          <Faults equipment={today.faulty_equipment} facilities={today.closed_facilities} />
          {broken === 0 && <Quiet>Everything is in order.</Quiet>}
        </Section>
        <Section title="Lately" count={0}>
          <Activity now={now} />
        </Section>
      </div>
    </div>
  );
}

function Quiet({ children }: { children: string }) {
  return <p className={styles.quiet}>{children}</p>;
}
