import { Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { SettingsTabs } from './SettingsTabs';

interface Row {
  id: number;
  archived_at?: string;
}

interface Props<R extends Row> {
  title: string;
  newLabel: string;
  hint: string;
  columns: Column<R>[];
  query: UseQueryResult<R[]>;
  canEdit: boolean;
  panel: (id: string, close: () => void) => ReactNode;
}

export const useReferenceFilters = () => useFilters<'archived' | 'open'>();

/** A list of reference data with the drawer of one row beside it. */
export function ReferencePage<R extends Row>(props: Props<R>) {
  const { title, newLabel, hint, columns, query, canEdit, panel } = props;
  const [filters, setFilters] = useReferenceFilters();
  const link = useFilterLink();
  return (
    <WithPanel panel={filters.open && panel(filters.open, () => setFilters({ open: null }))}>
      <PageHeader title={title}>
        {canEdit && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            {newLabel}
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
        empty={<EmptyState title={`No ${title.toLowerCase()} yet`} hint={hint} />}
      >
        {(rows) => (
          <DataTable
            caption={title}
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
