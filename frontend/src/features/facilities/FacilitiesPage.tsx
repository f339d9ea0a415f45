import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { locationsQuery, useRights } from '@/api/reference';
import type { Facility } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { useKeys } from '@/ui/keys';
import { ListBody } from '@/ui/ListBody';
import { oneOf } from '@/ui/oneOf';
import { PageHeader } from '@/ui/PageHeader';
import { SearchField } from '@/ui/SearchField';
import { StatusBadge } from '@/ui/StatusBadge';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { facilityListQuery } from './api';
import { FacilityPanel } from './components/FacilityPanel';
import { FacilityTabs } from './components/FacilityTabs';
import { bufferWords, FACILITY_KINDS, FACILITY_STATUSES } from './words';

type Filter = 'q' | 'kind' | 'location' | 'status' | 'archived' | 'open';

const columns: Column<Facility>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => kind, width: '9rem', phone: true },
  { key: 'location', header: 'Location', cell: ({ location }) => location?.name },
  {
    key: 'capacity',
    header: 'Capacity',
    cell: ({ capacity }) => capacity,
    width: '6rem',
    align: 'right',
  },
  {
    key: 'buffers',
    header: 'Rig and strike',
    cell: ({ rig_minutes, strike_minutes }) => bufferWords(rig_minutes, strike_minutes),
  },
  {
    key: 'status',
    header: 'Status',
    cell: ({ archived_at, status }) => <StatusBadge status={archived_at ? 'Archived' : status} />,
    width: '8rem',
    phone: true,
  },
];

export function FacilitiesPage() {
  const [filters, setFilters] = useFilters<Filter>();
  const link = useFilterLink();
  const { editFacilities } = useRights();
  const { data: locations = [] } = useQuery(locationsQuery);
  const query = useQuery(
    facilityListQuery({
      search: filters.q,
      kind: oneOf(FACILITY_KINDS, filters.kind),
      location: filters.location ? Number(filters.location) : undefined,
      status: oneOf(FACILITY_STATUSES, filters.status),
      archived: filters.archived === 'true' || undefined,
    }),
  );
  const filtered = Boolean(filters.q ?? filters.kind ?? filters.location ?? filters.status);
  const close = () => setFilters({ open: null });

  useKeys(
    useMemo(
      () =>
        editFacilities
          ? [
              {
                keys: 'n',
                label: 'New facility',
                group: 'Here',
                run: () => setFilters({ open: 'new' }),
              },
            ]
          : [],
      [editFacilities, setFilters],
    ),
  );

  return (
    <WithPanel
      panel={filters.open && <FacilityPanel key={filters.open} id={filters.open} onClose={close} />}
    >
      <PageHeader title="Facilities" sub={query.data && `${query.data.length} shown`}>
        {editFacilities && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New facility
          </Button>
        )}
      </PageHeader>
      <FacilityTabs />
      <FilterBar>
        <SearchField
          label="Search facilities"
          value={filters.q}
          onSearch={(q) => setFilters({ q }, { replace: true })}
        />
        <FilterSelect
          label="Kind"
          data={[...FACILITY_KINDS]}
          value={filters.kind}
          onChange={(kind) => setFilters({ kind })}
        />
        <FilterSelect
          label="Location"
          data={locations.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={filters.location}
          onChange={(location) => setFilters({ location })}
        />
        <FilterSelect
          label="Status"
          data={[...FACILITY_STATUSES]}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
        />
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
          filtered ? (
            <EmptyState title="No facility fits" hint="Clear a filter to see more." />
          ) : (
            <EmptyState
              title="No facilities yet"
              hint="Add the studios, control rooms and vehicles that people book. An import can create them as well."
            />
          )
        }
      >
        {(rows) => (
          <DataTable
            caption="Facilities"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            rowTo={({ id }) => link({ open: id })}
            selectedKey={Number(filters.open)}
            rowMuted={({ archived_at }) => archived_at !== undefined}
          />
        )}
      </ListBody>
    </WithPanel>
  );
}
