import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { tell } from '@/ui/toasts';
import { feedQuery, revokeFeed } from '../api';
import { SHOWS } from '../words';

interface Props {
  id: number;
  onClose: () => void;
}

/** One feed: what it shows, and the end of it. */
export function FeedPanel({ id, onClose }: Props) {
  const { data, error } = useQuery(feedQuery(id));
  if (!data) {
    return (
      <SidePanel title="Calendar feed" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  return (
    <SidePanel
      title={data.name}
      onClose={onClose}
      footer={data.revoked_at ? undefined : <Revoke id={id} onDone={onClose} name={data.name} />}
    >
      <Facts
        facts={[
          ['Shows', SHOWS[data.kind]],
          ['Address ends in', `…${data.hint}.ics`],
          ['Made', formatInstant(data.created_at, viewerZone())],
          [
            'Last read',
            data.last_read_at ? formatInstant(data.last_read_at, viewerZone()) : 'Never',
          ],
          ['Revoked', data.revoked_at && formatInstant(data.revoked_at, viewerZone())],
        ]}
      />
      <Text size="sm" c="dimmed" mt="md">
        The whole address was shown once, when the feed was made. If it is lost, revoke this feed
        and make a new one.
      </Text>
    </SidePanel>
  );
}

function Revoke({ id, name, onDone }: { id: number; name: string; onDone: () => void }) {
  const [sure, setSure] = useState(false);
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeFeed(id),
    onSuccess: async () => {
      onDone();
      tell(`${name} is revoked. Its address is closed.`);
      await queries.invalidateQueries({ queryKey: ['calendar-feeds'] });
    },
  });
  if (!sure) {
    return (
      <Button variant="default" onClick={() => setSure(true)}>
        Revoke
      </Button>
    );
  }
  return (
    <div role="group" aria-label="Revoke this feed">
      {revoke.error && <ErrorNotice error={revoke.error} title="It is not revoked" />}
      <Text size="sm" mb="xs">
        Calendars that show it stop being updated, and the address cannot be opened again.
      </Text>
      <Group gap="xs">
        <Button color="red.9" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke for good
        </Button>
        <Button variant="subtle" color="gray" data-autofocus onClick={() => setSure(false)}>
          Keep it
        </Button>
      </Group>
    </div>
  );
}
