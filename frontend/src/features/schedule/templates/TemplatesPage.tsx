import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { ScheduleTemplate } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useKeys } from '@/ui/keys';
import { ListBody } from '@/ui/ListBody';
import { Loading } from '@/ui/Loading';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { SidePanel } from '@/ui/SidePanel';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import type { Asked } from '../batches/asking';
import { BatchDialog } from '../batches/BatchDialog';
import { ManyTabs } from '../batches/ManyTabs';
import { PAGE_SIZE, templateListQuery, templateQuery } from './api';
import { TemplateForm } from './TemplateForm';

const NAMED = 4;

const columns: Column<ScheduleTemplate>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  {
    key: 'span',
    header: 'Length',
    width: '7rem',
    phone: true,
    cell: ({ span }) => (span === 'day' ? 'A day' : 'A week'),
  },
  { key: 'count', header: 'Events', width: '6rem', cell: ({ entries }) => entries.length },
  {
    key: 'entries',
    header: 'What',
    cell: ({ entries }) =>
      [...new Set(entries.map(({ title }) => title))].slice(0, NAMED).join(', '),
  },
];

/** Days and weeks as they usually are, to be put on the schedule. */
export function TemplatesPage() {
  const [filters, setFilters] = useFilters<'page' | 'open'>();
  const [asked, setAsked] = useState<Asked>();
  const link = useFilterLink();
  const page = Number(filters.page ?? 1);
  const query = useQuery(templateListQuery(page));
  const { open } = filters;
  const close = () => setFilters({ open: null });

  useKeys(
    useMemo(
      () => [
        {
          keys: 'n',
          label: 'New template',
          group: 'Here',
          run: () => setFilters({ open: 'new' }),
        },
      ],
      [setFilters],
    ),
  );

  return (
    <WithPanel
      panel={
        open && (
          <TemplatePanel
            key={open}
            id={open}
            onClose={close}
            onMade={(id) => setFilters({ open: String(id) })}
            onApply={(template) => setAsked({ does: 'template', template })}
          />
        )
      }
    >
      <PageHeader title="Many at once">
        <Button
          component={Link}
          to={link({ open: 'new' })}
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          New template
        </Button>
      </PageHeader>
      <ManyTabs />
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          <EmptyState
            title="No templates yet"
            hint="Make one of a day or a week that is planned already, or by hand; then put it on as many days as you like."
          />
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Templates"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
              rowTo={({ id }) => link({ open: id })}
              selectedKey={Number(open)}
            />
            <Pager
              count={count}
              page={page}
              pageSize={PAGE_SIZE}
              noun="templates"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
      {asked && (
        <BatchDialog
          asked={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => setAsked(undefined)}
        />
      )}
    </WithPanel>
  );
}

interface PanelProps {
  id: string;
  onClose: () => void;
  onMade: (id: number) => void;
  onApply: (id: number) => void;
}

function TemplatePanel({ id, onClose, onMade, onApply }: PanelProps) {
  const creating = id === 'new';
  const { data, error } = useQuery({ ...templateQuery(Number(id)), enabled: !creating });
  if (creating || data) {
    return (
      <TemplateForm
        template={creating ? undefined : data}
        onClose={onClose}
        onMade={onMade}
        onApply={onApply}
      />
    );
  }
  return (
    <SidePanel title="Template" onClose={onClose}>
      {error ? <ErrorNotice error={error} /> : <Loading />}
    </SidePanel>
  );
}
