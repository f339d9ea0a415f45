import { Anchor, Button, Group, Paper, Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useParams } from 'react-router';
import { useSite } from '@/api/reference';
import type { ImportRun } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatInstant } from '@/ui/time/format';
import { WithPanel } from '@/ui/WithPanel';
import { importQuery, importRowsQuery } from './api';
import { ApplyForm } from './components/ApplyForm';
import { ImportRows } from './components/ImportRows';
import { MissingFacilities } from './components/MissingFacilities';
import { rowsInAll, rowsToWrite, summary, viewOf } from './importState';

/** One import: its dry run, the decision, and what came of it. */
export function ImportPage() {
  const id = Number(useParams().id);
  const query = useQuery(importQuery(id));
  const { time_zone: zone } = useSite();
  const run = query.data;
  useRefreshWhenApplied(run);

  return (
    <WithPanel>
      <Anchor component={Link} to="/import" size="sm">
        All imports
      </Anchor>
      <PageHeader
        title={run?.file_name ?? 'Import'}
        sub={
          run && (
            <Group gap="sm">
              <StatusBadge status={run.status} />
              {formatInstant(run.created_at, zone)}
            </Group>
          )
        }
      />
      <ListBody query={query} isEmpty={() => false} empty={null}>
        {(loaded) => <Run run={loaded} />}
      </ListBody>
    </WithPanel>
  );
}

function Run({ run }: { run: ImportRun }) {
  const view = viewOf(run);
  if (view === 'working') return <Working run={run} />;
  if (view === 'failed') {
    return (
      <ErrorNotice
        title="The file could not be read"
        error={new Error(run.detail ?? 'It is in no format that is known here.')}
      >
        <Text size="sm" mt="xs">
          Nothing was written.{' '}
          <Anchor component={Link} to="/import" inherit underline="always">
            Choose another file
          </Anchor>
        </Text>
      </ErrorNotice>
    );
  }
  const deciding = view === 'deciding';
  return (
    <>
      {run.status === 'refused' && (
        <div style={{ marginBottom: '1rem' }}>
          <ErrorNotice
            title="Nothing was written"
            error={
              new Error(run.detail ?? 'All or nothing was asked for, and some rows cannot be.')
            }
          />
        </div>
      )}
      <Text fw={600} role="status" mb="sm">
        {summary(run)}
      </Text>
      {deciding && <MissingFacilities run={run} />}
      {deciding && rowsToWrite(run) > 0 && <ApplyForm key={run.status} run={run} />}
      {view === 'done' && <Done run={run} />}
      {rowsInAll(run) > 0 && <ImportRows run={run} />}
    </>
  );
}

function Working({ run }: { run: ImportRun }) {
  const what =
    run.status === 'applying'
      ? 'Writing to the schedule'
      : run.status === 'reading'
        ? 'Reading the file'
        : 'Waiting for its turn';
  return (
    <Paper p="md" maw="40rem" role="status">
      <Text mb="xs">{what}</Text>
      <Progress
        value={Math.max(3, run.progress * 100)}
        aria-label={what}
        animated={run.progress === 0}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {Math.round(run.progress * 100)} %. You may leave this page; it goes on, and waits for you
        under Import.
      </Text>
    </Paper>
  );
}

function Done({ run }: { run: ImportRun }) {
  const outcome = run.counts.created > 0 ? 'created' : 'changed';
  const { data } = useQuery(importRowsQuery(run.id, run.status, outcome, 1));
  const first = data?.results.find(({ start_time }) => start_time);
  const at =
    first?.start_time && new URLSearchParams({ at: first.start_time, zone: first.time_zone ?? '' });
  return (
    <Group mb="lg">
      <Button component={Link} to={at ? `/schedule?${at}` : '/schedule'}>
        See it in the schedule
      </Button>
      <Button component={Link} to="/import" variant="default">
        Import another file
      </Button>
    </Group>
  );
}

/** What was imported shows everywhere, even where the live stream is not connected. */
function useRefreshWhenApplied(run: ImportRun | undefined) {
  const queries = useQueryClient();
  const before = useRef(run?.status);
  useEffect(() => {
    const finished = before.current === 'applying' && run?.status === 'applied';
    before.current = run?.status;
    if (!finished) return;
    for (const topic of ['events', 'timeline', 'facilities', 'locations', 'today']) {
      void queries.invalidateQueries({ queryKey: [topic] });
    }
  }, [queries, run?.status]);
}
