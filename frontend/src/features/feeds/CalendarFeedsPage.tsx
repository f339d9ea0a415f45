import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CalendarFeed } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { formatFromNow, formatInstant } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { viewerZone } from '@/ui/time/zone';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { feedsQuery } from './api';
import { FeedPanel } from './components/FeedPanel';
import { NewFeedPanel } from './components/NewFeedPanel';
import { KINDS, SHOWS } from './words';

/** One's own calendar feeds: parts of the schedule at secret addresses. */
export function CalendarFeedsPage() {
  const [filters, setFilters] = useFilters<'open' | 'kind' | 'of'>();
  const link = useFilterLink();
  const now = useNow();
  const query = useQuery(feedsQuery);
  const close = () => setFilters({ open: null, kind: null, of: null });
  const columns: Column<CalendarFeed>[] = [
    { key: 'name', header: 'Name', cell: ({ name }) => name },
    { key: 'shows', header: 'Shows', cell: ({ kind }) => SHOWS[kind] },
    {
      key: 'hint',
      header: 'Address ends in',
      width: '9rem',
      phone: true,
      cell: ({ hint }) => `…${hint}.ics`,
    },
    {
      key: 'read',
      header: 'Last read',
      width: '10rem',
      cell: ({ last_read_at }) => (last_read_at ? formatFromNow(last_read_at, now) : 'Never'),
    },
    {
      key: 'made',
      header: 'Made',
      width: '11rem',
      cell: ({ created_at }) => formatInstant(created_at, viewerZone()),
    },
  ];

  return (
    <WithPanel
      panel={
        filters.open === 'new' ? (
          <NewFeedPanel
            kind={KINDS.find(({ value }) => value === filters.kind)?.value ?? 'person'}
            of={filters.of}
            onClose={close}
          />
        ) : (
          filters.open && <FeedPanel key={filters.open} id={Number(filters.open)} onClose={close} />
        )
      }
    >
      <PageHeader title="Calendar feeds">
        <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
          New feed
        </Button>
      </PageHeader>
      <Text size="sm" c="dimmed" mb="md" maw="48rem">
        Subscribe to the schedule in the calendar of your phone or computer. It follows changes and
        cancellations by itself, within a quarter of an hour where the program asks that often.
      </Text>
      <ListBody
        query={query}
        isEmpty={(feeds) => feeds.length === 0}
        empty={
          <EmptyState
            title="No feeds yet"
            hint="Make one of your own duties, and open its address in your calendar."
          />
        }
      >
        {(feeds) => (
          <DataTable
            caption="Calendar feeds"
            columns={columns}
            rows={feeds}
            rowKey={({ id }) => id}
            rowTo={({ id }) => link({ open: id })}
            selectedKey={Number(filters.open)}
          />
        )}
      </ListBody>
    </WithPanel>
  );
}
