import { Button, Switch, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { ScheduleSource } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { formatFromNow } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { SettingsTabs } from '../components/SettingsTabs';
import { sourcesQuery } from './api';
import { SourcePanel } from './SourcePanel';
import { resultOf } from './words';

/** Addresses that schedules are read from, again and again. */
export function SourcesPage() {
  const [filters, setFilters] = useFilters<'archived' | 'open' | 'show'>();
  const link = useFilterLink();
  const { editSettings } = useRights();
  const now = useNow();
  const query = useQuery(sourcesQuery(filters.archived === 'true'));
  const columns: Column<ScheduleSource>[] = [
    { key: 'name', header: 'Name', cell: ({ name }) => name },
    {
      key: 'every',
      header: 'Read',
      width: '9rem',
      cell: ({ is_active, interval_minutes }) =>
        is_active ? `Every ${interval_minutes} min` : 'By hand only',
    },
    {
      key: 'last',
      header: 'Last sync',
      cell: ({ last_sync }) =>
        last_sync
          ? `${resultOf(last_sync)}, ${formatFromNow(last_sync.created_at, now)}`
          : 'Never read',
    },
    {
      key: 'waiting',
      header: 'To decide',
      width: '6rem',
      align: 'right',
      phone: true,
      cell: ({ waiting }) => (waiting > 0 ? <Text fw={700}>{waiting}</Text> : '–'),
    },
  ];

  return (
    <WithPanel
      panel={
        filters.open && (
          <SourcePanel
            key={filters.open}
            id={filters.open}
            show={filters.show}
            onShow={(show) => setFilters({ show }, { replace: true })}
            onClose={() => setFilters({ open: null, show: null })}
          />
        )
      }
    >
      <PageHeader title="Schedule sources">
        {editSettings && (
          <Button
            component={Link}
            to={link({ open: 'new', show: null })}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            New source
          </Button>
        )}
      </PageHeader>
      <SettingsTabs />
      <FilterBar>
        <Switch
          label="Archived"
          checked={filters.archived === 'true'}
          onChange={(event) =>
            setFilters({ archived: event.currentTarget.checked ? 'true' : null })
          }
        />
      </FilterBar>
      <ListBody
        query={query}
        isEmpty={(rows) => rows.length === 0}
        empty={
          <EmptyState
            title="No schedule sources"
            hint="A source is an address where somebody else publishes a schedule. It is read again and again; what people changed here is never overwritten."
          />
        }
      >
        {(rows) => (
          <DataTable
            caption="Schedule sources"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowTo={({ id, waiting }) =>
              link({ open: id, show: waiting > 0 ? 'differences' : 'log' })
            }
            selectedKey={Number(filters.open)}
            rowMuted={({ is_active, archived_at }) => !is_active || archived_at !== undefined}
          />
        )}
      </ListBody>
    </WithPanel>
  );
}
