import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { factorsInWords } from '@/ui/factors';
import { formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { tell } from '@/ui/toasts';
import { signInQuery, useResetSecondFactor, useRevokeTokens } from '../api';

interface Props {
  id: number;
  onClose: () => void;
}

/** How one person signs in, and what is done when they have lost a device or a token. */
export function SignInPanel({ id, onClose }: Props) {
  const { data, error } = useQuery(signInQuery(id));
  const reset = useResetSecondFactor(id);
  const revoke = useRevokeTokens(id);
  if (!data) {
    return (
      <SidePanel title="Sign-in" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  return (
    <SidePanel title={data.full_name} sub={data.role} onClose={onClose}>
      <Stack gap="lg">
        <Facts
          facts={[
            ['Username', data.username],
            ['Second factor', factorsInWords(data.second_factors) || 'None'],
            ['Single sign-on', data.providers.join(', ') || 'No'],
          ]}
        />
        {data.second_factors.length > 0 && (
          <Sure
            label="Take the second factor away"
            warning="For somebody who has lost theirs: every device and recovery code goes, and their sessions end. They are told by mail."
            action={reset}
            done={`The second factor of ${data.full_name} is taken away.`}
          />
        )}
        <section>
          <Title order={3} mb="xs">
            API tokens
          </Title>
          {data.tokens.length === 0 && <Text size="sm">None that open anything.</Text>}
          <Facts
            facts={data.tokens.map(({ name, scopes, expires_at }) => [
              name,
              `${scopes.join(', ')}; until ${formatInstant(expires_at, viewerZone())}`,
            ])}
          />
          {data.tokens.length > 0 && (
            <Sure
              label="Revoke every token"
              warning="Programs that have them are refused from now on."
              action={revoke}
              done={`The tokens of ${data.full_name} are revoked.`}
            />
          )}
        </section>
      </Stack>
    </SidePanel>
  );
}

interface SureProps {
  label: string;
  warning: string;
  done: string;
  action: ReturnType<typeof useResetSecondFactor>;
}

function Sure({ label, warning, done, action }: SureProps) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button variant="default" onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  const told = {
    onSuccess: () => {
      setAsked(false);
      tell(done);
    },
  };
  return (
    <div role="group" aria-label={label}>
      {action.error && <ErrorNotice error={action.error} title="Nothing was changed" />}
      <Text size="sm" mb="xs">
        {warning}
      </Text>
      <Group gap="xs">
        <Button
          color="red.9"
          loading={action.isPending}
          onClick={() => action.mutate(undefined, told)}
        >
          {label}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setAsked(false)}>
          Leave it
        </Button>
      </Group>
    </div>
  );
}
