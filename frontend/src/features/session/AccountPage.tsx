import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMe, useSite } from '@/api/reference';
import type { Session } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { PageHeader } from '@/ui/PageHeader';
import { formatFromNow, formatInstant } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { viewerZone } from '@/ui/time/zone';
import { WithPanel } from '@/ui/WithPanel';
import { sessionsQuery, useRevokeOtherSessions, useRevokeSession } from './api';
import { ChangePasswordForm } from './components/ChangePasswordForm';
import { SecondFactor } from './components/SecondFactor';
import { deviceOf } from './deviceOf';

export function AccountPage() {
  const me = useMe();
  const site = useSite();
  return (
    <WithPanel>
      <PageHeader title="Your account" sub={`${me.first_name} ${me.last_name} at ${site.name}`} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" maw="64rem">
        <Sessions />
        <Paper p="md">
          <Title order={2} mb="sm">
            Password
          </Title>
          <ChangePasswordForm />
        </Paper>
        <SecondFactor />
        <Paper p="md">
          <Title order={2} mb="sm">
            API tokens
          </Title>
          <Text size="sm" mb="sm">
            With a token a program does what you may, in what you made it for.
          </Text>
          <Button component={Link} to="/account/tokens" variant="default">
            Your API tokens
          </Button>
        </Paper>
      </SimpleGrid>
    </WithPanel>
  );
}

function Sessions() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const revokeOthers = useRevokeOtherSessions();
  const sessions = data?.results;
  const others = sessions?.filter(({ current }) => !current).length ?? 0;

  return (
    <Paper p="md">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Where you are signed in</Title>
        {others > 0 && (
          <Button
            size="xs"
            variant="default"
            loading={revokeOthers.isPending}
            onClick={() => revokeOthers.mutate()}
          >
            Sign out everywhere else
          </Button>
        )}
      </Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!sessions && !error && <Skeleton h={120} />}
      <Stack gap="md" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {sessions?.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </Stack>
    </Paper>
  );
}

function SessionItem({ session }: { session: Session }) {
  const revoke = useRevokeSession();
  const now = useNow();
  const device = deviceOf(session.user_agent);
  return (
    <li>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={500}>{session.current ? `${device} (this one)` : device}</Text>
          <Text size="sm" c="dimmed">
            {session.ip_address ? `${session.ip_address}, ` : ''}
            since {formatInstant(session.created_at, viewerZone())}
            {!session.current && `, last seen ${formatFromNow(session.last_seen_at, now)}`}
          </Text>
        </div>
        {!session.current && (
          <Button
            size="xs"
            variant="default"
            flex="none"
            loading={revoke.isPending}
            aria-label={`Sign out ${device}`}
            onClick={() => revoke.mutate(session.id)}
          >
            Sign out
          </Button>
        )}
      </Group>
    </li>
  );
}
