import { useQuery } from '@tanstack/react-query';
import type { SignIn } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { factorsInWords } from '@/ui/factors';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { SearchField } from '@/ui/SearchField';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { PAGE_OF_SIGN_INS, signInsQuery } from './api';
import { SignInPanel } from './components/SignInPanel';

const FACTORS = [
  { value: 'yes', label: 'Has a second factor' },
  { value: 'no', label: 'Has none' },
];

const columns: Column<SignIn>[] = [
  { key: 'name', header: 'Name', cell: ({ full_name }) => full_name },
  { key: 'role', header: 'Role', cell: ({ role }) => role, width: '9rem' },
  {
    key: 'factors',
    header: 'Second factor',
    phone: true,
    cell: ({ second_factors }) => factorsInWords(second_factors) || 'None',
  },
  { key: 'providers', header: 'Single sign-on', cell: ({ providers }) => providers.join(', ') },
  {
    key: 'tokens',
    header: 'API tokens',
    align: 'right',
    width: '7rem',
    cell: ({ token_count }) => token_count,
  },
];

/** How everybody signs in, for those who look after it. */
export function SignInsPage() {
  const [filters, setFilters] = useFilters<'q' | 'factor' | 'page' | 'open'>();
  const link = useFilterLink();
  const page = Number(filters.page ?? 1);
  const query = useQuery(
    signInsQuery({
      search: filters.q,
      second_factor: filters.factor === undefined ? undefined : filters.factor === 'yes',
      page,
    }),
  );
  return (
    <WithPanel
      panel={
        filters.open && (
          <SignInPanel
            key={filters.open}
            id={Number(filters.open)}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Sign-in" />
      <FilterBar>
        <SearchField
          label="Search people"
          value={filters.q}
          onSearch={(q) => setFilters({ q, page: null }, { replace: true })}
        />
        <FilterSelect
          label="Second factor"
          data={FACTORS}
          value={filters.factor}
          onChange={(factor) => setFilters({ factor, page: null })}
          w="13rem"
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
              caption="How people sign in"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
              rowTo={({ id }) => link({ open: id })}
              selectedKey={Number(filters.open)}
              rowMuted={({ is_active }) => !is_active}
            />
            <Pager
              count={count}
              page={page}
              pageSize={PAGE_OF_SIGN_INS}
              noun="people"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
