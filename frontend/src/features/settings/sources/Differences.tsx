import { Anchor, Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ScheduleSource, SourceDifference } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { Pager } from '@/ui/Pager';
import { formatInstant, formatPeriod } from '@/ui/time/format';
import { tell, tellError } from '@/ui/toasts';
import { decide, differencesQuery, PER_PAGE, useRefreshSources } from './api';
import { fieldName } from './words';

/** Where the source changed what people changed: nothing is overwritten until somebody decides. */
export function Differences({ source }: { source: ScheduleSource }) {
  const [page, setPage] = useState(1);
  const query = useQuery(differencesQuery(source.id, page));
  return (
    <section aria-label="To decide">
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          <EmptyState
            title="Nothing to decide"
            hint="What the source changes comes in by itself. What people changed as well would wait here."
          />
        }
      >
        {({ count, results }) => (
          <Stack gap="sm">
            {results.map((row) => (
              <Difference key={row.id} row={row} />
            ))}
            <Pager count={count} page={page} pageSize={PER_PAGE} noun="events" onPage={setPage} />
          </Stack>
        )}
      </ListBody>
    </section>
  );
}

function Difference({ row }: { row: SourceDifference }) {
  const { event, fields, kind } = row;
  const refresh = useRefreshSources();
  const choose = useMutation({
    mutationFn: (decision: 'ours' | 'theirs') => decide([row.id], decision),
    onSuccess: ({ refused }, decision) => {
      const [first] = refused;
      if (first) tellError(new Error(first.detail), `${event.title} is as it was`);
      else tell(decision === 'ours' ? `${event.title} stays.` : `${event.title} is as they say.`);
      void refresh();
    },
    onError: (error) => tellError(error, 'Nothing was decided'),
  });
  const shown = (name: string, value: string | undefined) =>
    value && /_(time|start|end)$/.test(name)
      ? formatInstant(value, event.time_zone)
      : (value ?? 'nothing');
  const day = event.start_time.slice(0, 10);

  return (
    <Paper p="sm" withBorder component="article" aria-label={event.title}>
      <Anchor component={Link} to={`/schedule?view=list&day=${day}&open=${event.id}`} fw={600}>
        {event.title}
      </Anchor>
      <Text size="xs" c="dimmed" mb="xs">
        {formatPeriod(event.start_time, event.end_time, event.time_zone)}
      </Text>
      {kind === 'gone' ? (
        <Text size="sm" mb="xs">
          The source does not have it any more.
        </Text>
      ) : (
        <Table mb="xs" layout="fixed">
          <caption className="visually-hidden">What differs</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Field</Table.Th>
              <Table.Th scope="col">Ours</Table.Th>
              <Table.Th scope="col">Theirs</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(({ name, before, ours, theirs }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={400}>
                  {fieldName(name)}
                  <Text size="xs" c="dimmed">
                    was {shown(name, before)}
                  </Text>
                </Table.Th>
                <Table.Td>{shown(name, ours)}</Table.Td>
                <Table.Td>{shown(name, theirs)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={choose.isPending && choose.variables === 'ours'}
          disabled={choose.isPending}
          aria-label={`Keep ours of ${event.title}`}
          onClick={() => choose.mutate('ours')}
        >
          Keep ours
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={choose.isPending && choose.variables === 'theirs'}
          disabled={choose.isPending}
          aria-label={kind === 'gone' ? `Cancel ${event.title}` : `Take theirs of ${event.title}`}
          onClick={() => choose.mutate('theirs')}
        >
          {kind === 'gone' ? 'Cancel it' : 'Take theirs'}
        </Button>
      </Group>
    </Paper>
  );
}
