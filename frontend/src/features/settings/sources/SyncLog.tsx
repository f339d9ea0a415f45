import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScheduleSource, SourceSync } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { ListBody } from '@/ui/ListBody';
import { Pager } from '@/ui/Pager';
import { formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { leftOutQuery, PER_PAGE, syncsQuery } from './api';
import { KINDS, resultOf } from './words';

/** Every attempt to read a source, the latest first. */
export function SyncLog({ source }: { source: ScheduleSource }) {
  const [page, setPage] = useState(1);
  const query = useQuery(syncsQuery(source.id, page));
  return (
    <section aria-label="Log">
      {source.next_sync_at && !source.archived_at && (
        <Text size="sm" c="dimmed" mb="sm">
          Read next {formatInstant(source.next_sync_at, viewerZone())}
          {source.failures > 1 && `, after ${source.failures} failures in a row`}
        </Text>
      )}
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={<EmptyState title="Not read yet" hint="Test it, or sync now." />}
      >
        {({ count, results }) => (
          <>
            <Stack gap="sm" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
              {results.map((sync) => (
                <Line key={sync.id} sync={sync} />
              ))}
            </Stack>
            <Pager count={count} page={page} pageSize={PER_PAGE} noun="lines" onPage={setPage} />
          </>
        )}
      </ListBody>
    </section>
  );
}

function Line({ sync }: { sync: SourceSync }) {
  const [opened, setOpened] = useState(false);
  const leftOut = (sync.counts.conflict ?? 0) + (sync.counts.bad ?? 0);
  return (
    <li>
      <Text size="sm" fw={600} {...(sync.status === 'failed' && { c: 'var(--tone-bad)' })}>
        {sync.status === 'failed' && 'Failed: '}
        {resultOf(sync)}
      </Text>
      <Text size="xs" c="dimmed">
        {formatInstant(sync.created_at, viewerZone())}, {KINDS[sync.kind].toLowerCase()}
        {sync.differences > 0 && `, ${sync.differences} to decide`}
      </Text>
      {sync.run !== undefined && leftOut > 0 && (
        <>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {leftOut === 1 ? 'The row that was left out' : `The ${leftOut} rows that were left out`}
          </Button>
          {opened && <LeftOut run={sync.run} />}
        </>
      )}
    </li>
  );
}

function LeftOut({ run }: { run: number }) {
  const { data, error } = useQuery(leftOutQuery(run));
  if (error) return <ErrorNotice error={error} />;
  return (
    <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
      {data?.map(({ number, title, reason }) => (
        <li key={number}>
          <Text size="sm">
            {title || `Row ${number}`}: {reason}
          </Text>
        </li>
      ))}
    </ul>
  );
}
