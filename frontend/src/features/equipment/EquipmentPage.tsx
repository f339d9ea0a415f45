import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { categoriesQuery, useRights } from '@/api/reference';
import type { Equipment } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { FacilityField } from '@/ui/forms/FacilityField';
import { useKeys } from '@/ui/keys';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { oneOf } from '@/ui/oneOf';
import { SearchField } from '@/ui/SearchField';
import { StatusBadge } from '@/ui/StatusBadge';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { equipmentListQuery, PAGE_SIZE } from './api';
import { EquipmentPanel } from './components/EquipmentPanel';
import { EquipmentTabs } from './components/EquipmentTabs';
import { EQUIPMENT_STATUSES, STATUS_NAMES } from './statuses';

type Filter = 'q' | 'category' | 'status' | 'facility' | 'archived' | 'page' | 'open';

const columns: Column<Equipment>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  { key: 'tag', header: 'Asset tag', cell: ({ asset_tag }) => asset_tag, phone: true },
  { key: 'category', header: 'Category', cell: ({ category }) => category?.name },
  { key: 'home', header: 'Home', cell: ({ facility }) => facility?.name },
  { key: 'serial', header: 'Serial number', cell: ({ serial_number }) => serial_number },
  {
    key: 'status',
    header: 'Status',
    width: '9rem',
    phone: true,
    cell: ({ archived_at, status }) => <StatusBadge status={archived_at ? 'Archived' : status} />,
  },
];

export function EquipmentPage() {
  const [filters, setFilters] = useFilters<Filter>();
  const link = useFilterLink();
  const { editEquipment } = useRights();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const page = Number(filters.page ?? 1);
  const query = useQuery(
    equipmentListQuery({
      search: filters.q,
      status: oneOf(STATUS_NAMES, filters.status),
      category: filters.category ? Number(filters.category) : undefined,
      facility: filters.facility ? Number(filters.facility) : undefined,
      archived: filters.archived === 'true' || undefined,
      page,
    }),
  );
  const filtered = Boolean(filters.q ?? filters.category ?? filters.status ?? filters.facility);

  useKeys(
    useMemo(
      () =>
        editEquipment
          ? [
              {
                keys: 'n',
                label: 'New item',
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
          <EquipmentPanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Equipment">
        {editEquipment && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New item
          </Button>
        )}
      </PageHeader>
      <EquipmentTabs />
      <FilterBar>
        <SearchField
          label="Search equipment"
          placeholder="Name, tag or serial"
          value={filters.q}
          onSearch={(q) => setFilters({ q, page: null }, { replace: true })}
        />
        <FilterSelect
          label="Category"
          data={categories.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={filters.category}
          onChange={(category) => setFilters({ category, page: null })}
        />
        <FilterSelect
          label="Status"
          data={EQUIPMENT_STATUSES}
          value={filters.status}
          onChange={(status) => setFilters({ status, page: null })}
        />
        <FacilityField
          label="Home"
          hideLabel
          placeholder="Home"
          w="11rem"
          value={filters.facility ?? null}
          onChange={(facility) => setFilters({ facility, page: null })}
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
          filtered ? (
            <EmptyState title="No item fits" hint="Clear a filter to see more." />
          ) : (
            <EmptyState
              title="No equipment yet"
              hint="Add cameras, microphones and whatever else carries an asset tag."
            />
          )
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Equipment"
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
              noun="items"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
