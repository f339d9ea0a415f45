import { Alert, Button, Group, SegmentedControl, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '@/api/reference';
import type { Decided } from '@/api/types';
import { FilterBar } from '@/ui/FilterBar';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { oneOf } from '@/ui/oneOf';
import { PageHeader } from '@/ui/PageHeader';
import { tell, tellError } from '@/ui/toasts';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { approveMany, rejectMany, useRefreshTime, type Kind } from './api';
import { EntryApprovals } from './components/EntryApprovals';
import { ApprovalPanel } from './components/ApprovalPanel';
import { ReasonDialog } from './components/ReasonDialog';
import { RequestApprovals } from './components/RequestApprovals';

type Filter = 'show' | 'status' | 'person' | 'marked' | 'open';

const STATUSES = [
  { value: 'Pending', label: 'Waiting' },
  { value: 'Approved', label: 'Approved' },
  { value: 'Rejected', label: 'Rejected' },
];

/** What waits for a manager: time and leave, one by one or many at once. */
export function ApprovalsPage() {
  const [filters, setFilters] = useFilters<Filter>();
  const { approveTime, approveLeave } = useRights();
  const refresh = useRefreshTime();
  const kind: Kind = (filters.show === 'leave' && approveLeave) || !approveTime ? 'leave' : 'time';
  const status = oneOf(['Pending', 'Approved', 'Rejected'] as const, filters.status) ?? 'Pending';
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [refused, setRefused] = useState<Decided['refused']>([]);
  const [asking, setAsking] = useState<'approve' | 'reject'>();

  const decide = useMutation({
    mutationFn: ({ what, words }: { what: 'approve' | 'reject'; words: string }) =>
      what === 'approve'
        ? approveMany(kind, [...chosen], words)
        : rejectMany(kind, [...chosen], words),
    onSuccess: async (decided, { what }) => {
      setAsking(undefined);
      setRefused(decided.refused);
      setChosen(new Set(decided.refused.map(({ id }) => id)));
      if (decided.done.length > 0) {
        tell(`${decided.done.length} ${what === 'approve' ? 'approved' : 'rejected'}.`);
      }
      await refresh();
    },
    onError: (error) => tellError(error, 'Nothing was decided'),
  });

  const show = (changes: { [Key in Filter]?: string | null }) => {
    setChosen(new Set());
    setRefused([]);
    setFilters({ ...changes, open: null });
  };
  const list = {
    status,
    user: filters.person ? Number(filters.person) : undefined,
    marked: filters.marked === 'true',
    open: filters.open,
    chosen,
    onChoose: setChosen,
  };

  return (
    <WithPanel
      panel={
        filters.open && (
          <ApprovalPanel
            key={`${kind} ${filters.open}`}
            kind={kind}
            id={Number(filters.open)}
            onClose={() => setFilters({ open: null })}
          />
        )
      }
    >
      <PageHeader title="Approvals">
        {approveTime && approveLeave && (
          <SegmentedControl
            aria-label="What is shown"
            data={[
              { value: 'time', label: 'Time' },
              { value: 'leave', label: 'Time off' },
            ]}
            value={kind}
            onChange={(value) => show({ show: value })}
          />
        )}
      </PageHeader>
      <FilterBar>
        <SegmentedControl
          aria-label="Status"
          data={STATUSES}
          value={status}
          onChange={(value) => show({ status: value })}
        />
        <PersonSelect
          label="Person"
          w="12rem"
          value={filters.person}
          onChange={(person) => show({ person })}
        />
        {status === 'Pending' && (
          <Switch
            label="Only marked ones"
            checked={filters.marked === 'true'}
            onChange={(event) => show({ marked: event.currentTarget.checked ? 'true' : null })}
          />
        )}
      </FilterBar>
      {status === 'Pending' && (
        <Group mb="sm" gap="xs">
          <Button
            disabled={chosen.size === 0}
            loading={decide.isPending}
            onClick={() => decide.mutate({ what: 'approve', words: '' })}
          >
            {chosen.size > 1 ? `Approve ${chosen.size}` : 'Approve'}
          </Button>
          <Button
            variant="default"
            disabled={chosen.size === 0 || decide.isPending}
            onClick={() => setAsking('reject')}
          >
            {chosen.size > 1 ? `Reject ${chosen.size}` : 'Reject'}
          </Button>
          {refused.some(({ code }) => code === 'invalid') && (
            <Button variant="default" onClick={() => setAsking('approve')}>
              Approve with a word
            </Button>
          )}
        </Group>
      )}
      {refused.length > 0 && (
        <Alert
          variant="default"
          role="alert"
          mb="sm"
          title={`${refused.length === 1 ? 'One stays' : `${refused.length} stay`} as before`}
          withCloseButton
          closeButtonLabel="Close"
          onClose={() => setRefused([])}
        >
          <ul style={{ margin: 0, paddingLeft: '1.25rem' }}>
            {refused.map(({ id, name, detail }) => (
              <li key={id}>
                <strong>{name}</strong>: {detail}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {kind === 'time' ? <EntryApprovals {...list} /> : <RequestApprovals {...list} />}
      <ReasonDialog
        key={asking}
        opened={asking !== undefined}
        title={asking === 'approve' ? 'Approve with a word' : 'Reject'}
        label={asking === 'approve' ? 'Why the day was so long' : 'Reason, told to the person'}
        action={asking === 'approve' ? 'Approve' : 'Reject'}
        busy={decide.isPending}
        onClose={() => setAsking(undefined)}
        onDone={(words) => decide.mutate({ what: asking ?? 'reject', words })}
      />
    </WithPanel>
  );
}
