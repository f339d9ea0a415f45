import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { Location } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { SearchField } from '@/ui/SearchField';
import { StatusBadge } from '@/ui/StatusBadge';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { locationListQuery } from './api';
import { FacilityTabs } from './components/FacilityTabs';
import { LocationPanel } from './components/LocationPanel';

const columns: Column<Location>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  { key: 'zone', header: 'Time zone', cell: ({ time_zone }) => time_zone, phone: true },
  { key: 'address', header: 'Address', cell: ({ address }) => address },
  {
    key: 'status',
    header: 'Status',
    width: '8rem',
    cell: ({ archived_at }) => <StatusBadge status={archived_at ? 'Archived' : 'Active'} />,
  },
];

export function LocationsPage() {
  const [filters, setFilters] = useFilters<'q' | 'archived' | 'open'>();
  const link = useFilterLink();
  const { editFacilities } = useRights();
  const query = useQuery(
    locationListQuery({ search: filters.q, archived: filters.archived === 'true' || undefined }),
  );

  return (
    <WithPanel
      panel={
        filters.open && (
          <LocationPanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Locations">
        {editFacilities && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New location
          </Button>
        )}
      </PageHeader>
      <FacilityTabs />
      <FilterBar>
        <SearchField
          label="Search locations"
          value={filters.q}
          onSearch={(q) => setFilters({ q }, { replace: true })}
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
          <EmptyState
            title={filters.q ? 'No location fits' : 'No locations yet'}
            hint="A location is a site with its own time zone; its facilities are the rooms and vehicles people book."
          />
        }
      >
        {(rows) => (
          <DataTable
            caption="Locations"
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
