import { Anchor, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSite } from '@/api/reference';
import type { ImportRun } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatInstant } from '@/ui/time/format';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { importListQuery } from './api';
import { UploadForm } from './components/UploadForm';
import { summary, viewOf } from './importState';
import styles from './ImportsPage.module.css';

const columns: Column<ImportRun>[] = [
  { key: 'file', header: 'File', cell: ({ file_name }) => file_name },
  {
    key: 'when',
    header: 'When',
    width: '11rem',
    cell: ({ created_at }) => <When at={created_at} />,
  },
  { key: 'result', header: 'Result', cell: (run) => resultOf(run) },
  {
    key: 'status',
    header: 'Status',
    width: '9rem',
    phone: true,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
];

/** Drop a schedule here; nothing is written before its dry run was looked at. */
export function ImportsPage() {
  const [filters, setFilters] = useFilters<'page'>();
  const page = Number(filters.page ?? 1);
  const query = useQuery(importListQuery(page));
  return (
    <WithPanel>
      <PageHeader title="Import a schedule" />
      <div className={styles.top}>
        <UploadForm />
        <section className={styles.formats} aria-labelledby="formats">
          <Title order={2} id="formats" mb={6}>
            What can be read
          </Title>
          <ul>
            <li>
              CSV and Excel, in the columns of the template:{' '}
              <Anchor href="/api/imports/templates/csv/" download inherit underline="always">
                CSV template
              </Anchor>
              ,{' '}
              <Anchor href="/api/imports/templates/xlsx/" download inherit underline="always">
                Excel template
              </Anchor>
            </li>
            <li>iCalendar (.ics)</li>
            <li>XMLTV</li>
            <li>frab schedule JSON</li>
          </ul>
          <p>
            The same file may be imported again: what is there already is left alone, what changed
            is changed.
          </p>
        </section>
      </div>
      <Title order={2} mt="xl" mb="xs">
        Earlier imports
      </Title>
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={<EmptyState title="None yet" hint="Every import stays here with all its rows." />}
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Earlier imports"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
              rowTo={({ id }) => `/import/${id}`}
            />
            <Pager
              count={count}
              page={page}
              pageSize={20}
              noun="imports"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}

function When({ at }: { at: string }) {
  return formatInstant(at, useSite().time_zone);
}

function resultOf(run: ImportRun): string | undefined {
  const view = viewOf(run);
  if (view === 'working') return undefined;
  return view === 'failed' ? run.detail : summary(run);
}
