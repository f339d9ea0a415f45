import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { ChangeRequest } from '@/api/types';
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
import { formatDay } from '@/ui/time/format';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { CHANGE_STATUSES, CHANGE_TYPES, changesQuery, CHANGES_PER_PAGE } from './changes';
import { ChangePanel } from './components/ChangePanel';

type Filter = 'q' | 'status' | 'type' | 'author' | 'page' | 'open';

const columns: Column<ChangeRequest>[] = [
  { key: 'title', header: 'Change', cell: ({ number, title }) => `${number} ${title}` },
  { key: 'type', header: 'Type', cell: ({ change_type }) => change_type },
  {
    key: 'status',
    header: 'Status',
    width: '8.5rem',
    phone: true,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    key: 'priority',
    header: 'Priority',
    width: '6.5rem',
    cell: ({ priority }) => <StatusBadge status={priority} />,
  },
  { key: 'author', header: 'Author', cell: ({ author }) => author?.full_name },
  {
    key: 'date',
    header: 'Proposed',
    width: '8rem',
    cell: ({ proposed_date }) => proposed_date && formatDay(proposed_date),
  },
];

/** Planned changes: written by one, decided by another, done under a service ticket. */
export function ChangeRequestsPage() {
  const [filters, setFilters] = useFilters<Filter>();
  const link = useFilterLink();
  const { requestChanges } = useRights();
  const page = Number(filters.page ?? 1);
  const query = useQuery(
    changesQuery({
      search: filters.q,
      status: oneOf(CHANGE_STATUSES, filters.status),
      change_type: oneOf(CHANGE_TYPES, filters.type),
      author: filters.author === 'me' ? 'me' : undefined,
      page,
    }),
  );
  const narrowed = Boolean(filters.q ?? filters.status ?? filters.type ?? filters.author);

  useKeys(
    useMemo(
      () =>
        requestChanges
          ? [
              {
                keys: 'n',
                label: 'New change request',
                group: 'Here',
                run: () => setFilters({ open: 'new' }),
              },
            ]
          : [],
      [requestChanges, setFilters],
    ),
  );

  return (
    <WithPanel
      panel={
        filters.open && (
          <ChangePanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
            onCreated={(id) => setFilters({ open: String(id) })}
          />
        )
      }
    >
      <PageHeader title="Change requests">
        {requestChanges && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New change request
          </Button>
        )}
      </PageHeader>
      <FilterBar>
        <SearchField
          label="Search change requests"
          placeholder="Number or words"
          value={filters.q}
          onSearch={(q) => setFilters({ q, page: null }, { replace: true })}
        />
        <FilterSelect
          label="Status"
          data={[...CHANGE_STATUSES]}
          value={filters.status}
          onChange={(status) => setFilters({ status, page: null })}
        />
        <FilterSelect
          label="Type"
          data={[...CHANGE_TYPES]}
          value={filters.type}
          onChange={(type) => setFilters({ type, page: null })}
          w="12rem"
        />
        <FilterSelect
          label="Author"
          data={[{ value: 'me', label: 'Mine' }]}
          value={filters.author}
          onChange={(author) => setFilters({ author, page: null })}
          w="7rem"
        />
      </FilterBar>
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          narrowed ? (
            <EmptyState title="No change request fits" hint="Clear a filter to see more." />
          ) : (
            <EmptyState
              title="No change is planned"
              hint="Write down what is to change, why, and what it touches; a manager decides."
            />
          )
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Change requests"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
              rowTo={({ id }) => link({ open: id })}
              selectedKey={Number(filters.open)}
            />
            <Pager
              count={count}
              page={page}
              pageSize={CHANGES_PER_PAGE}
              noun="change requests"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
