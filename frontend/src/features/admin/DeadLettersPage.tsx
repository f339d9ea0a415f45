import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSite } from '@/api/reference';
import type { DeadLetter } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { formatInstant } from '@/ui/time/format';
import { tell, tellError } from '@/ui/toasts';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { deadLettersQuery, useRetryDeadLetter } from './api';

const columns: Column<DeadLetter>[] = [
  { key: 'type', header: 'What happened', cell: ({ type }) => type },
  { key: 'subject', header: 'To', cell: ({ subject }) => subject, width: '9rem' },
  {
    key: 'at',
    header: 'When',
    cell: ({ occurred_at }) => <When at={occurred_at} />,
    width: '10rem',
  },
  {
    key: 'attempts',
    header: 'Tries',
    cell: ({ attempts }) => attempts,
    align: 'right',
    width: '4rem',
  },
  { key: 'error', header: 'Why it failed', cell: ({ error }) => error },
  {
    key: 'retry',
    header: 'Action',
    cell: (letter) => <Retry letter={letter} />,
    phone: true,
    width: '8rem',
  },
];

/** Facts whose reactions failed for good: kept, shown, and sent round again when the cause is mended. */
export function DeadLettersPage() {
  const [filters, setFilters] = useFilters<'page'>();
  const page = Number(filters.page ?? 1);
  const query = useQuery(deadLettersQuery(page));
  return (
    <WithPanel>
      <PageHeader title="Dead letters" />
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          <EmptyState
            title="No dead letters"
            hint="Everything that happened was dealt with. What keeps failing would wait here."
          />
        }
      >
        {({ count, results }) => (
          <>
            <DataTable
              caption="Dead letters"
              columns={columns}
              rows={results}
              rowKey={({ id }) => id}
            />
            <Pager
              count={count}
              page={page}
              pageSize={50}
              noun="dead letters"
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

function Retry({ letter }: { letter: DeadLetter }) {
  const retry = useRetryDeadLetter();
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={retry.isPending}
      aria-label={`Try ${letter.type} of ${letter.subject} again`}
      onClick={() =>
        retry.mutate(letter.id, {
          onSuccess: () => tell(`${letter.type} is on its way again.`),
          onError: (error) => tellError(error, 'Could not try again'),
        })
      }
    >
      Try again
    </Button>
  );
}
