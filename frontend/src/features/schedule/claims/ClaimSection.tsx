import { Alert, Button, Group, Paper, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScheduledEvent } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { formatInstant, formatPeriod } from '@/ui/time/format';
import { tell, tellWithUndo } from '@/ui/toasts';
import { useRefreshSchedule } from '../api';
import { challengeHold, claimQuery, confirmHold, placeHold, releaseHold } from './api';

interface Props {
  event: ScheduledEvent;
  mayEdit: boolean;
}

/** Where an event stands among those that want the same, and what can be done about it. */
export function ClaimSection({ event, mayEdit }: Props) {
  return (
    <>
      {event.at_risk?.map(({ id, resource, reason, start_time, end_time }) => (
        <Alert
          key={id}
          variant="default"
          title={`At risk: ${resource.name} is out of use`}
          icon={<IconAlertTriangle size={18} aria-hidden color="var(--tone-bad)" />}
          style={{ borderColor: 'var(--tone-bad)', background: 'var(--wash-bad)' }}
        >
          {reason}, {formatPeriod(start_time, end_time, event.time_zone)}. Move the event, or ask
          for the maintenance to be moved.
        </Alert>
      ))}
      {event.claim === 'Held' && event.hold && <Hold event={event} mayEdit={mayEdit} />}
    </>
  );
}

interface Act {
  action: (event: ScheduledEvent) => Promise<ScheduledEvent>;
  told: (saved: ScheduledEvent) => void;
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];
export const optionWords = (rank: number) => `${ORDINALS[rank - 1] ?? `${rank}th`} option`;

function Hold({ event, mayEdit }: Props) {
  const refresh = useRefreshSchedule();
  const { data } = useQuery(claimQuery(event));
  const [failed, setFailed] = useState<unknown>();
  // Told here and not where it is called: once the event is no hold any more this section is gone.
  const act = useMutation({
    mutationFn: ({ action }: Act) => action(event),
    onMutate: () => setFailed(undefined),
    onSuccess: (saved, { told }) => told(saved),
    onError: setFailed,
    onSettled: () => refresh(),
  });
  const zone = event.time_zone;
  const rank = event.hold?.rank ?? 1;
  const challenge = event.hold?.challenge;

  const release = () =>
    act.mutate({
      action: releaseHold,
      told: (saved) =>
        tellWithUndo(`${saved.title} is released.`, async () => {
          await placeHold(saved);
          await refresh();
        }),
    });

  return (
    <Paper withBorder p="sm" role="group" aria-label="Hold">
      <Text size="sm" fw={600} mb={4}>
        {optionWords(rank)}
      </Text>
      {challenge && (
        <Text size="sm" fw={600}>
          Challenged for {challenge.by.title}: confirm or release by{' '}
          {formatInstant(challenge.answer_by, zone)}, or it is released.
        </Text>
      )}
      {event.hold?.expires_at && (
        <Text size="sm">Held until {formatInstant(event.hold.expires_at, zone)}.</Text>
      )}
      {data?.resources.map(({ kind, id, name, rivals }) => (
        <div key={`${kind}${id}`}>
          <Text size="sm" mt={4}>
            {name} is also wanted by
          </Text>
          <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
            {rivals.map((rival) => (
              <li key={rival.event.id}>
                {rival.event.title}, {formatPeriod(rival.start_time, rival.end_time, zone)}:{' '}
                {rival.claim === 'Confirmed' ? 'booked' : rival.is_ahead ? 'ahead' : 'behind'}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {failed !== undefined && <ErrorNotice error={failed} title="Not done" />}
      {mayEdit && (
        <Group gap="xs" mt="xs">
          <Button
            size="xs"
            disabled={rank > 1 && !data?.resources.every(allHaveLapsed)}
            loading={act.isPending}
            onClick={() =>
              act.mutate({ action: confirmHold, told: ({ title }) => tell(`${title} is booked.`) })
            }
          >
            Confirm
          </Button>
          {rank > 1 && (
            <Button
              size="xs"
              variant="default"
              loading={act.isPending}
              onClick={() =>
                act.mutate({
                  action: challengeHold,
                  told: () => tell('Who is ahead is asked to confirm or release.'),
                })
              }
            >
              Challenge
            </Button>
          )}
          <Button size="xs" variant="default" loading={act.isPending} onClick={release}>
            Release
          </Button>
        </Group>
      )}
    </Paper>
  );
}

/** Deadlines pass between two readings; the server has the last word. */
const allHaveLapsed = ({ rivals }: { rivals: { is_ahead: boolean }[] }) =>
  rivals.every(({ is_ahead }) => !is_ahead);
