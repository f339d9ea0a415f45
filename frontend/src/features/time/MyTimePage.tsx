import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useSite } from '@/api/reference';
import { useKeys } from '@/ui/keys';
import { PageHeader } from '@/ui/PageHeader';
import { useNow } from '@/ui/time/useNow';
import { wallTimeOf } from '@/ui/time/zone';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { Balances } from './components/Balances';
import { ClockCard } from './components/ClockCard';
import { EntryPanel } from './components/EntryPanel';
import { MonthCalendar } from './components/MonthCalendar';
import { OwnRequests } from './components/OwnRequests';
import { RequestPanel } from './components/RequestPanel';
import styles from './MyTimePage.module.css';

type Filter = 'month' | 'day' | 'entry' | 'request';

/** The clock, the month in hours, and time off; all of it with one thumb. */
export function MyTimePage() {
  const [filters, setFilters] = useFilters<Filter>();
  const link = useFilterLink();
  const { time_zone } = useSite();
  const today = wallTimeOf(useNow(), time_zone).day;
  const close = () => setFilters({ entry: null, request: null });

  useKeys(
    useMemo(
      () => [
        {
          keys: 'n',
          label: 'Add time',
          group: 'Here',
          run: () => setFilters({ entry: 'new', request: null }),
        },
        {
          keys: 'l',
          label: 'Ask for time off',
          group: 'Here',
          run: () => setFilters({ request: 'new', entry: null }),
        },
      ],
      [setFilters],
    ),
  );

  const panel = filters.entry ? (
    <EntryPanel
      key={`${filters.entry} ${filters.day ?? ''}`}
      id={filters.entry}
      day={filters.day ?? today}
      onClose={close}
    />
  ) : filters.request ? (
    <RequestPanel key={filters.request} id={filters.request} today={today} onClose={close} />
  ) : undefined;

  return (
    <WithPanel panel={panel}>
      <PageHeader title="My time">
        <Button
          component={Link}
          to={link({ entry: 'new', request: null })}
          variant="default"
          leftSection={<IconPlus size={16} />}
        >
          Add time
        </Button>
      </PageHeader>
      <div className={styles.columns}>
        <div className={styles.column}>
          <ClockCard zone={time_zone} />
          <Balances today={today} />
          <OwnRequests open={filters.request} today={today} />
        </div>
        <MonthCalendar
          month={filters.month ?? (filters.day ?? today).slice(0, 7)}
          day={filters.day}
          today={today}
          open={filters.entry}
          onMonth={(month) => setFilters({ month, day: null }, { replace: true })}
          onDay={(day) =>
            setFilters({ day, month: day ? day.slice(0, 7) : null }, { replace: true })
          }
        />
      </div>
    </WithPanel>
  );
}
