import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TimeOff } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { tell, tellError } from '@/ui/toasts';
import { requestQuery, useRefreshTime, withdrawRequest } from '../api';
import { RequestFacts } from './RequestFacts';
import { RequestForm } from './RequestForm';

interface Props {
  /** An id, or `new`. */
  id: string;
  today: string;
  onClose: () => void;
}

/** One's own request beside the page: edited until it is approved, read and withdrawn afterwards. */
export function RequestPanel({ id, today, onClose }: Props) {
  const creating = id === 'new';
  const { data, error } = useQuery({ ...requestQuery(Number(id)), enabled: !creating });
  if (creating) return <RequestForm request={undefined} today={today} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Time off" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (data.status !== 'Approved' && !data.withdrawn_at) {
    return (
      <RequestForm
        request={data}
        today={today}
        onClose={onClose}
        actions={<WithdrawButton request={data} onDone={onClose} />}
      />
    );
  }
  return (
    <RequestFacts
      request={data}
      onClose={onClose}
      footer={
        data.withdrawn_at || data.start_date <= today ? undefined : (
          <WithdrawButton request={data} onDone={onClose} />
        )
      }
    />
  );
}

function WithdrawButton({ request, onDone }: { request: TimeOff; onDone: () => void }) {
  const refresh = useRefreshTime();
  const withdraw = useMutation({
    mutationFn: () => withdrawRequest(request.id),
    onSuccess: async () => {
      onDone();
      tell('The request is withdrawn.');
      await refresh();
    },
    onError: (error) => tellError(error, 'Could not withdraw it'),
  });
  return (
    <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
      Withdraw
    </Button>
  );
}
