import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { Kit } from '@/api/types';
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
import { kitListQuery, PAGE_SIZE } from './api';
import { EquipmentTabs } from './components/EquipmentTabs';
import { KitPanel } from './components/KitPanel';
import { kitState } from './statuses';

const columns: Column<Kit>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  {
    key: 'items',
    header: 'Items',
    phone: true,
    cell: ({ items }) => items.map(({ name }) => name).join(', ') || 'Nothing in it',
  },
  {
    key: 'state',
    header: 'State',
    width: '9rem',
    cell: ({ archived_at, items }) => <StatusBadge status={kitState(archived_at, items)} />,
  },
];

export function KitsPage() {
  const [filters, setFilters] = useFilters<'q' | 'archived' | 'page' | 'open'>();
  const link = useFilterLink();
  const { editEquipment } = useRights();
  const page = Number(filters.page ?? 1);
  const query = useQuery(
    kitListQuery({ search: filters.q, archived: filters.archived === 'true' || undefined, page }),
  );

  useKeys(
    useMemo(
      () =>
        editEquipment
          ? [{ keys: 'n', label: 'New kit', group: 'Here', run: () => setFilters({ open: 'new' }) }]
          : [],
      [editEquipment, setFilters],
    ),
  );

  return (
    <WithPanel
      panel={
        filters.open && (
          <KitPanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Kits">
        {editEquipment && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New kit
          </Button>
        )}
      </PageHeader>
      <EquipmentTabs />
      <FilterBar>
        <SearchField
          label="Search kits"
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
            <EmptyState title="No kit fits" hint="Clear the search to see all of them." />
          ) : (
            <EmptyState
              title="No kits yet"
              hint="A kit is a list of items that go out together, such as a camera with its lens and tripod. It is booked as a whole or not at all."
            />
          )
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Kits"
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
              noun="kits"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
