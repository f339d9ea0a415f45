import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { Pool } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { useKeys } from '@/ui/keys';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { SearchField } from '@/ui/SearchField';
import { StatusBadge } from '@/ui/StatusBadge';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { poolListQuery, PAGE_SIZE } from './api';
import { EquipmentTabs } from './components/EquipmentTabs';
import { PoolPanel } from './components/PoolPanel';

const columns: Column<Pool>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  {
    key: 'quantity',
    header: 'Quantity',
    width: '7rem',
    phone: true,
    cell: ({ quantity }) => quantity,
  },
  { key: 'category', header: 'Category', cell: ({ category }) => category?.name },
  { key: 'home', header: 'Home', cell: ({ facility }) => facility?.name },
  {
    key: 'status',
    header: 'Status',
    width: '8rem',
    cell: ({ archived_at }) => <StatusBadge status={archived_at ? 'Archived' : 'Active'} />,
  },
];

export function PoolsPage() {
  const [filters, setFilters] = useFilters<'q' | 'archived' | 'page' | 'open'>();
  const link = useFilterLink();
  const { editEquipment } = useRights();
  const page = Number(filters.page ?? 1);
  const query = useQuery(
    poolListQuery({ search: filters.q, archived: filters.archived === 'true' || undefined, page }),
  );

  useKeys(
    useMemo(
      () =>
        editEquipment
          ? [
              {
                keys: 'n',
                label: 'New pool',
                group: 'Here',
                run: () => setFilters({ open: 'new' }),
              },
            ]
          : [],
      [editEquipment, setFilters],
    ),
  );

  return (
    <WithPanel
      panel={
        filters.open && (
          <PoolPanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Pools">
        {editEquipment && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New pool
          </Button>
        )}
      </PageHeader>
      <EquipmentTabs />
      <FilterBar>
        <SearchField
          label="Search pools"
          value={filters.q}
          onSearch={(q) => setFilters({ q, page: null }, { replace: true })}
        />
        <Switch
          label="Archived"
          checked={filters.archived === 'true'}
          onChange={(event) =>
            setFilters({ archived: event.currentTarget.checked ? 'true' : null, page: null })
          }
        />
      </FilterBar>
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          filters.q ? (
            <EmptyState title="No pool fits" hint="Clear the search to see all of them." />
          ) : (
            <EmptyState
              title="No pools yet"
              hint="A pool is a number of like things without tags of their own, such as chairs, cables or handheld radios. Events take so many of it."
            />
          )
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Pools"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
              rowTo={({ id }) => link({ open: id })}
              selectedKey={Number(filters.open)}
              rowMuted={({ archived_at }) => archived_at !== undefined}
            />
            <Pager
              count={count}
              page={page}
              pageSize={PAGE_SIZE}
              noun="pools"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
