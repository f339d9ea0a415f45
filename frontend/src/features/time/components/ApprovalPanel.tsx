import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { tell } from '@/ui/toasts';
import {
  approveMany,
  entryQuery,
  rejectMany,
  requestQuery,
  useRefreshTime,
  type Kind,
} from '../api';
import { AdjustForm } from './AdjustForm';
import { EntryFacts } from './EntryFacts';
import { ReasonDialog } from './ReasonDialog';
import { RequestFacts } from './RequestFacts';

interface Props {
  kind: Kind;
  id: number;
  onClose: () => void;
}

/** One row beside the list: what it says, and what can be decided about it. */
export function ApprovalPanel({ kind, id, onClose }: Props) {
  const me = useMe();
  const [adjusting, setAdjusting] = useState(false);
  const entry = useQuery({ ...entryQuery(id), enabled: kind === 'time' });
  const request = useQuery({ ...requestQuery(id), enabled: kind === 'leave' });
  const row = kind === 'time' ? entry.data : request.data;
  const error = kind === 'time' ? entry.error : request.error;
  if (!row) {
    return (
      <SidePanel title="Approval" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  const mayDecide = row.user.id !== me.id;
  const decisions = mayDecide && row.status === 'Pending' && (
    <Decisions kind={kind} id={id} isLong={Boolean(entry.data?.flags)} />
  );
  if (kind === 'leave' && request.data) {
    return (
      <RequestFacts
        request={request.data}
        isOwn={false}
        onClose={onClose}
        footer={decisions || undefined}
      />
    );
  }
  if (!entry.data) return null;
  if (adjusting) return <AdjustForm entry={entry.data} onClose={() => setAdjusting(false)} />;
  return (
    <EntryFacts
      entry={entry.data}
      isOwn={false}
      onClose={onClose}
      footer={
        mayDecide && row.status === 'Approved' ? (
          <Button variant="default" onClick={() => setAdjusting(true)}>
            Adjust
          </Button>
        ) : (
          decisions || undefined
        )
      }
    />
  );
}

function Decisions({ kind, id, isLong }: { kind: Kind; id: number; isLong: boolean }) {
  const refresh = useRefreshTime();
  const [asking, setAsking] = useState<'approve' | 'reject'>();
  const decide = useMutation({
    mutationFn: ({ what, words }: { what: 'approve' | 'reject'; words: string }) =>
      what === 'approve' ? approveMany(kind, [id], words) : rejectMany(kind, [id], words),
    onSuccess: async ({ refused }, { what }) => {
      if (refused.length === 0) {
        setAsking(undefined);
        tell(what === 'approve' ? 'Approved.' : 'Rejected.');
      }
      await refresh();
    },
  });
  const refusal = decide.data?.refused[0];
  return (
    <>
      {refusal && <ErrorNotice error={new Error(refusal.detail)} />}
      {decide.error && <ErrorNotice error={decide.error} />}
      <Group gap="xs">
        <Button
          loading={decide.isPending}
          onClick={() =>
            isLong ? setAsking('approve') : decide.mutate({ what: 'approve', words: '' })
          }
        >
          Approve
        </Button>
        <Button variant="default" disabled={decide.isPending} onClick={() => setAsking('reject')}>
          Reject
        </Button>
      </Group>
      <ReasonDialog
        key={asking}
        opened={asking !== undefined}
        title={asking === 'approve' ? 'A long day' : 'Reject'}
        label={asking === 'approve' ? 'Why the day was so long' : 'Reason, told to the person'}
        action={asking === 'approve' ? 'Approve' : 'Reject'}
        busy={decide.isPending}
        onClose={() => setAsking(undefined)}
        onDone={(words) => decide.mutate({ what: asking ?? 'reject', words })}
      />
    </>
  );
}
