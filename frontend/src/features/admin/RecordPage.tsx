import { Alert, Button, Code, CopyButton, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useSite } from '@/api/reference';
import type { RecordCheck, StationRecord } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { Facts } from '@/ui/Facts';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { formatInstant } from '@/ui/time/format';
import { tellError } from '@/ui/toasts';
import { WithPanel } from '@/ui/WithPanel';
import { recordQuery, useCheckRecord } from './api';

/** Whether history is what it was: how far it is sealed, and what a check of all of it finds. */
export function RecordPage() {
  const query = useQuery(recordQuery);
  const check = useCheckRecord();
  const isOpen = query.data?.check !== undefined && query.data.check.state !== 'done';
  return (
    <WithPanel>
      <PageHeader title="The record">
        <Button component={Link} to="/admin/audit" variant="default">
          Audit trail
        </Button>
        <Button
          loading={check.isPending}
          disabled={isOpen || !query.data?.seals}
          onClick={() =>
            check.mutate(undefined, {
              onError: (error) => tellError(error, 'The check was not begun'),
            })
          }
        >
          Check all of it
        </Button>
      </PageHeader>
      <ListBody
        query={query}
        isEmpty={({ seals }) => seals === 0}
        empty={
          <EmptyState
            title="Nothing is sealed yet"
            hint="Within a minute a worker seals what was changed. If this stays so, look at the station’s health."
          />
        }
      >
        {(record) => (
          <Stack gap="lg" maw="46rem">
            {record.check && <LastCheck check={record.check} />}
            <Sealed record={record} />
            <Rewritten record={record} />
          </Stack>
        )}
      </ListBody>
    </WithPanel>
  );
}

function LastCheck({ check }: { check: RecordCheck }) {
  const { time_zone: zone } = useSite();
  if (check.state !== 'done') {
    const done = check.seals ? (check.seals_done / check.seals) * 100 : 0;
    return (
      <Stack gap={6} role="status">
        <Text size="sm">
          {check.state === 'waiting'
            ? 'A check waits for a worker.'
            : `Checking: ${check.seals_done} of ${check.seals} seals.`}
        </Text>
        <Progress value={done} aria-label="Checked" animated />
      </Stack>
    );
  }
  const at = formatInstant(check.finished_at ?? check.created_at, zone);
  const who = check.asked_by ? `asked for by ${check.asked_by}` : 'as every night';
  if (check.found.length === 0) {
    return (
      <Alert color="green" title={`Unaltered: ${check.entries.toLocaleString('en-GB')} entries`}>
        Every entry and every seal was as it was sealed, {at}, {who}.
      </Alert>
    );
  }
  return (
    <Alert color="red" title="The record is not what was sealed">
      <Text size="sm">
        Found {at}, {who}. Somebody changed the database past BMS, or it was damaged. Keep the last
        backups, and compare the entries below with them.
      </Text>
      <ul>
        {check.found.map((finding) => (
          <li key={`${finding.words} ${finding.seal ?? ''}`}>
            <strong>{finding.words}</strong>
            {finding.seal !== undefined && finding.id !== undefined && ` (seal ${finding.seal})`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Sealed({ record }: { record: StationRecord }) {
  const { time_zone: zone } = useSite();
  const { seals, sealed_until: until, since, waiting, head } = record;
  return (
    <section>
      <Title order={2} mb="xs">
        Seals
      </Title>
      <Facts
        facts={[
          ['Sealed until', until && formatInstant(until, zone)],
          ['Since', since && formatInstant(since, zone)],
          ['Seals', seals.toLocaleString('en-GB')],
          ['Entries that wait for the next', waiting.toLocaleString('en-GB')],
        ]}
      />
      {head && (
        <>
          <Text size="sm" mt="md" mb={6}>
            The head. Keep it outside of the station now and then: who has it can tell later that
            nothing up to here was cut off or made anew.
          </Text>
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {head}
          </Code>
          <CopyButton value={head}>
            {({ copied, copy }) => (
              <Button variant="default" size="compact-sm" mt="xs" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </>
      )}
    </section>
  );
}

const kinds: Record<string, string> = {
  redacted: 'Personal data taken out',
  expired: 'Kept as long as the rules say',
  reformed: 'Kept in another form by a later version',
};

function Rewritten({ record }: { record: StationRecord }) {
  const { time_zone: zone } = useSite();
  if (record.rewritten.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="xs">
        What was taken out
      </Title>
      <ul>
        {record.rewritten.map(({ seal, kind, at, actor, reason }) => (
          <li key={seal}>
            <Text size="sm">
              {formatInstant(at, zone)}, {actor ?? 'the station'}: {kinds[kind] ?? kind}
              {reason && `. ${reason}`} (seal {seal})
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
