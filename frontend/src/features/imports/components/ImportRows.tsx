import { Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSite } from '@/api/reference';
import type { ImportRow, ImportRun } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { ListBody } from '@/ui/ListBody';
import { oneOf } from '@/ui/oneOf';
import { Pager } from '@/ui/Pager';
import { StatusBadge } from '@/ui/StatusBadge';
import { EventTime } from '@/ui/time/EventTime';
import { useFilters } from '@/ui/useFilters';
import { importRowsQuery, ROWS_PER_PAGE } from '../api';
import { firstOutcome, OUTCOMES, type Outcome } from '../importState';

const columns: Column<ImportRow>[] = [
  { key: 'title', header: 'Title', cell: ({ title }) => title || 'Without a title' },
  {
    key: 'number',
    header: 'Row',
    width: '4.5rem',
    align: 'right',
    cell: ({ number }) => number,
    phone: true,
  },
  { key: 'when', header: 'When', width: '17rem', cell: (row) => <When row={row} /> },
  { key: 'facility', header: 'Facility', cell: ({ facility_name }) => facility_name },
  { key: 'why', header: 'Remark', cell: (row) => <Remark row={row} />, phone: true },
];

/** Every row of the file, under what would become of it. */
export function ImportRows({ run }: { run: ImportRun }) {
  const [filters, setFilters] = useFilters<'rows' | 'page'>();
  const outcome = oneOf(OUTCOMES, filters.rows) ?? firstOutcome(run);
  return (
    <Tabs
      value={outcome}
      onChange={(next) => setFilters({ rows: next, page: null }, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List mb="sm">
        {OUTCOMES.map((name) => (
          <Tabs.Tab key={name} value={name} disabled={run.counts[name] === 0}>
            <StatusBadge status={name} /> {run.counts[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={outcome}>
        <Rows
          run={run}
          outcome={outcome}
          page={Number(filters.page ?? 1)}
          onPage={(page) => setFilters({ page: String(page) })}
        />
      </Tabs.Panel>
    </Tabs>
  );
}

interface RowsProps {
  run: ImportRun;
  outcome: Outcome;
  page: number;
  onPage: (page: number) => void;
}

function Rows({ run, outcome, page, onPage }: RowsProps) {
  const query = useQuery(importRowsQuery(run.id, run.status, outcome, page));
  return (
    <ListBody
      query={query}
      isEmpty={({ results }) => results.length === 0}
      empty={<Text c="dimmed">No such rows.</Text>}
    >
      {({ count, results }) => (
        <>
          <DataTable
            caption="Rows of the file"
            columns={columns}
            rows={results}
            rowKey={({ number }) => number}
          />
          <Pager count={count} page={page} pageSize={ROWS_PER_PAGE} noun="rows" onPage={onPage} />
        </>
      )}
    </ListBody>
  );
}

function When({ row }: { row: ImportRow }) {
  const site = useSite();
  if (!row.start_time || !row.end_time) return null;
  return (
    <EventTime start={row.start_time} end={row.end_time} zone={row.time_zone ?? site.time_zone} />
  );
}

function Remark({ row }: { row: ImportRow }) {
  const changed = row.changed?.map((name) => name.replace(/_(at|wall|id)$/, '')).join(', ');
  return [row.reason, changed && `Differs in ${changed.replaceAll('_', ' ')}`, row.note]
    .flatMap((part) => (part ? [part.replace(/\.?$/, '.')] : []))
    .join(' ');
}
