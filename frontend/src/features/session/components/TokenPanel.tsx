import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ApiToken } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { SidePanel } from '@/ui/SidePanel';
import { formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { tell } from '@/ui/toasts';
import { useRevokeToken } from '../api';
import { scopesInWords } from '../scopes';

interface Props {
  token: ApiToken;
  onClose: () => void;
}

/** One token: what it is for, and the end of it. */
export function TokenPanel({ token, onClose }: Props) {
  const [sure, setSure] = useState(false);
  const revoke = useRevokeToken();
  return (
    <SidePanel
      title={token.name}
      onClose={onClose}
      footer={
        sure ? (
          <div role="group" aria-label="Revoke this token">
            {revoke.error && <ErrorNotice error={revoke.error} title="It is not revoked" />}
            <Text size="sm" mb="xs">
              The program that has it is refused from now on.
            </Text>
            <Group gap="xs">
              <Button
                color="red.9"
                loading={revoke.isPending}
                onClick={() =>
                  revoke.mutate(token.id, {
                    onSuccess: () => {
                      onClose();
                      tell(`${token.name} is revoked.`);
                    },
                  })
                }
              >
                Revoke for good
              </Button>
              <Button variant="subtle" color="gray" data-autofocus onClick={() => setSure(false)}>
                Keep it
              </Button>
            </Group>
          </div>
        ) : (
          <Button variant="default" onClick={() => setSure(true)}>
            Revoke
          </Button>
        )
      }
    >
      <Facts
        facts={[
          ['Begins with', `bms_${token.prefix}`],
          ['For', scopesInWords(token.scopes)],
          ['Made', formatInstant(token.created_at, viewerZone())],
          ['Runs out', formatInstant(token.expires_at, viewerZone())],
          [
            'Last used',
            token.last_used_at ? formatInstant(token.last_used_at, viewerZone()) : 'Never',
          ],
        ]}
      />
    </SidePanel>
  );
}
