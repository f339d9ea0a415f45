import { Anchor, Button, Switch } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useRights } from '@/api/reference';
import type { Checklist } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { checklistsQuery } from './api';
import { ChecklistPanel } from './components/ChecklistPanel';

const columns: Column<Checklist>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  {
    key: 'kinds',
    header: 'For',
    phone: true,
    cell: ({ facility_kinds: kinds }) => (kinds.length > 0 ? kinds.join(', ') : 'Every facility'),
  },
  {
    key: 'departments',
    header: 'Departments',
    cell: ({ departments }) => departments.map(({ name }) => name).join(', '),
  },
  {
    key: 'items',
    header: 'Items',
    align: 'right',
    width: '5rem',
    cell: ({ departments }) => departments.reduce((sum, { items }) => sum + items.length, 0),
  },
];

export function ChecklistsPage() {
  const [filters, setFilters] = useFilters<'archived' | 'open'>();
  const link = useFilterLink();
  const { editChecklists } = useRights();
  const query = useQuery(checklistsQuery(filters.archived === 'true'));

  return (
    <WithPanel
      panel={
        filters.open && (
          <ChecklistPanel
            key={filters.open}
            id={filters.open}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Checklists">
        <Anchor component={Link} to="/system-check" size="sm">
          All checks
        </Anchor>
        {editChecklists && (
          <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
            New checklist
          </Button>
        )}
      </PageHeader>
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
        isEmpty={({ results }) => results.length === 0}
        empty={
          <EmptyState
            title={filters.archived === 'true' ? 'Nothing is archived' : 'No checklist yet'}
            hint="A new one begins with the standard daily check of video, audio and annunciator."
          />
        }
      >
        {({ results }) => (
          <DataTable
            caption="Checklists"
            columns={columns}
            rows={results}
            rowKey={({ id }) => id}
            rowTo={({ id }) => link({ open: id })}
            selectedKey={Number(filters.open)}
          />
        )}
      </ListBody>
    </WithPanel>
  );
}
