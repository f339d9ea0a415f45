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

interface Words {
  why?: string;
  ours: string;
  theirs?: string;
  theirsOf?: string;
}

function wordsOf({ event, fields, kind, series }: SourceDifference): Words {
  const { title } = event;
  if (kind === 'gone' && series)
    return {
      why: 'The source does not have this series any more.',
      ours: 'Keep the series',
      theirs: 'End the series',
      theirsOf: `End the series: ${title}`,
    };
  if (kind === 'gone')
    return {
      why: 'The source does not have it any more.',
      ours: 'Keep ours',
      theirs: 'Cancel it',
      theirsOf: `Cancel it: ${title}`,
    };
  if (kind === 'lost')
    return {
      why: 'People changed this date, and the series of the source has it no more.',
      ours: 'Keep it as an event',
      theirs: 'Let it go',
      theirsOf: `Let it go: ${title}`,
    };
  if (series?.whole && fields.length === 0)
    return {
      why: 'The source changed the series, but people ended it here and went on with another one. Change that by hand.',
      ours: 'Leave it so',
    };
  return { ours: 'Keep ours', theirs: 'Take theirs', theirsOf: `Take theirs: ${title}` };
}

function Difference({ row }: { row: SourceDifference }) {
  const { event, fields, kind, series } = row;
  const words = wordsOf(row);
  const refresh = useRefreshSources();
  const choose = useMutation({
    mutationFn: (decision: 'ours' | 'theirs') => decide([row.id], decision),
    onSuccess: ({ refused }, decision) => {
      const [first] = refused;
      if (first) tellError(new Error(first.detail), `${event.title} is as it was`);
      else if (decision === 'ours') tell(`${event.title} stays.`);
      else if (series && kind === 'gone') tell(`${event.title} is off the schedule from now on.`);
      else if (series) tell(`${event.title} will be as they say: the source is being read.`);
      else tell(`${event.title} is as they say.`);
      void refresh();
    },
    onError: (error) => tellError(error, 'Nothing was decided'),
  });
  // of a whole series they are wall times of its first date
  const shown = (name: string, value: string | undefined) =>
    value && !series?.whole && /_(time|start|end)$/.test(name)
      ? formatInstant(value, event.time_zone)
      : (value ?? 'nothing');
  const day = event.start_time.slice(0, 10);

  return (
    <Paper p="sm" withBorder component="article" aria-label={event.title}>
      <Anchor component={Link} to={`/schedule?view=list&day=${day}&open=${event.id}`} fw={600}>
        {event.title}
      </Anchor>
      <Text size="xs" c="dimmed" mb="xs">
        {series?.whole ? 'All dates: ' : ''}
        {series ? `${series.text}. ` : ''}
        {series?.whole ? 'Next ' : ''}
        {formatPeriod(event.start_time, event.end_time, event.time_zone)}
      </Text>
      {words.why && (
        <Text size="sm" mb="xs">
          {words.why}
        </Text>
      )}
      {fields.length > 0 && kind !== 'gone' && (
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
          aria-label={`${words.ours}: ${event.title}`}
          onClick={() => choose.mutate('ours')}
        >
          {words.ours}
        </Button>
        {words.theirs && (
          <Button
            size="xs"
            variant="default"
            loading={choose.isPending && choose.variables === 'theirs'}
            disabled={choose.isPending}
            aria-label={words.theirsOf}
            onClick={() => choose.mutate('theirs')}
          >
            {words.theirs}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
