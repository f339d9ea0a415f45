import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Batch } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { batchListQuery, PAGE_SIZE } from './api';
import { counted } from './asking';
import { ManyTabs } from './ManyTabs';
import { UndoDialog } from './UndoDialog';

const columnsWith = (onUndo: (batch: Batch) => void): Column<Batch>[] => [
  { key: 'words', header: 'What', cell: ({ words }) => words },
  {
    key: 'who',
    header: 'Who',
    width: '12rem',
    cell: ({ asked_by }) => asked_by?.full_name ?? 'The station',
  },
  {
    key: 'when',
    header: 'When',
    width: '12rem',
    cell: ({ created_at }) => formatInstant(created_at, viewerZone()),
  },
  {
    key: 'undo',
    header: 'Undo',
    phone: true,
    cell: (batch) =>
      batch.undone_at ? (
        `Undone ${formatInstant(batch.undone_at, viewerZone())}${kept(batch)}`
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Undo: ${batch.words}`}
          onClick={() => onUndo(batch)}
        >
          Undo
        </Button>
      ),
  },
];

const kept = ({ kept: number }: Batch) =>
  number ? `, ${counted(number, 'event')} left as ${number === 1 ? 'it was' : 'they were'}` : '';

/** Every change of many events, the latest first, each with its undo. */
export function BatchesPage() {
  const [filters, setFilters] = useFilters<'page'>();
  const [undoing, setUndoing] = useState<Batch>();
  const page = Number(filters.page ?? 1);
  const query = useQuery(batchListQuery(page));
  return (
    <WithPanel>
      <PageHeader title="Many at once" />
      <ManyTabs />
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          <EmptyState
            title="Nothing was done to many events yet"
            hint="Select several events in the week list or on the timeline, or copy a day or a week."
          />
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Changes of many events"
              columns={columnsWith(setUndoing)}
              rows={results}
              rowKey={({ id }) => id}
              rowMuted={({ undone_at }) => undone_at !== undefined}
            />
            <Pager
              count={count}
              page={page}
              pageSize={PAGE_SIZE}
              noun="changes"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
      {undoing && <UndoDialog batch={undoing} onClose={() => setUndoing(undefined)} />}
    </WithPanel>
  );
}
