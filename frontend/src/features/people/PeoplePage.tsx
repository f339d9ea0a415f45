import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { Profile } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { useKeys } from '@/ui/keys';
import { ListBody } from '@/ui/ListBody';
import { oneOf } from '@/ui/oneOf';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { SearchField } from '@/ui/SearchField';
import { StatusBadge } from '@/ui/StatusBadge';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { PAGE_SIZE, peopleListQuery } from './api';
import { PersonPanel } from './components/PersonPanel';
import { DEPARTMENTS, PERSON_STATUSES, ROLE_NAMES, roleName, ROLES } from './words';

type Filter = 'q' | 'department' | 'role' | 'status' | 'page' | 'open';

/** Those who left are out of the way unless they are asked for. */
const EVERYONE = 'all';

const columns: Column<Profile>[] = [
  { key: 'name', header: 'Name', cell: ({ full_name }) => full_name },
  { key: 'position', header: 'Position', cell: ({ position }) => position, phone: true },
  { key: 'department', header: 'Department', cell: ({ department }) => department },
  { key: 'role', header: 'Role', cell: ({ role }) => roleName(role) },
  { key: 'email', header: 'E-mail', cell: ({ email }) => email },
  { key: 'phone', header: 'Phone', cell: ({ phone }) => phone },
  {
    key: 'status',
    header: 'Status',
    width: '7rem',
    phone: true,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
];

export function PeoplePage() {
  const [filters, setFilters] = useFilters<Filter>();
  const link = useFilterLink();
  const { editPeople } = useRights();
  const page = Number(filters.page ?? 1);
  const status =
    filters.status === EVERYONE ? undefined : (oneOf(PERSON_STATUSES, filters.status) ?? 'Active');
  const query = useQuery(
    peopleListQuery({
      search: filters.q,
      department: filters.department,
      role: oneOf(ROLE_NAMES, filters.role),
      status,
      page,
    }),
  );

  useKeys(
    useMemo(
      () =>
        editPeople
          ? [
              {
                keys: 'n',
                label: 'New person',
                group: 'Here',
                run: () => setFilters({ open: 'new' }),
              },
            ]
          : [],
      [editPeople, setFilters],
    ),
  );

  return (
    <WithPanel
      panel={
        filters.open && (
          <PersonPanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="People">
        {editPeople && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New person
          </Button>
        )}
      </PageHeader>
      <FilterBar>
        <SearchField
          label="Search people"
          value={filters.q}
          onSearch={(q) => setFilters({ q, page: null }, { replace: true })}
        />
        <FilterSelect
          label="Department"
          data={DEPARTMENTS}
          value={filters.department}
          onChange={(department) => setFilters({ department, page: null })}
        />
        <FilterSelect
          label="Role"
          data={ROLES}
          value={filters.role}
          onChange={(role) => setFilters({ role, page: null })}
        />
        <FilterSelect
          label="Status"
          data={[...PERSON_STATUSES]}
          value={status}
          onChange={(next) =>
            setFilters({ status: next === 'Active' ? null : (next ?? EVERYONE), page: null })
          }
        />
      </FilterBar>
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={<EmptyState title="Nobody fits" hint="Clear a filter to see more." />}
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="People"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
              rowTo={({ id }) => link({ open: id })}
              selectedKey={Number(filters.open)}
              rowMuted={({ status }) => status === 'Inactive'}
            />
            <Pager
              count={count}
              page={page}
              pageSize={PAGE_SIZE}
              noun="people"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
