import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { tellError } from '@/ui/toasts';
import { useRefreshTickets } from '../api';

interface Props {
  /** What it is, for those who hear it: `router.log`, `the note`. */
  what: string;
  remove: () => Promise<unknown>;
}

/** Removes for good, so it asks once more, in place. */
export function RemoveButton({ what, remove }: Props) {
  const [asked, setAsked] = useState(false);
  const refresh = useRefreshTickets();
  const removal = useMutation({
    mutationFn: remove,
    onError: (error) => tellError(error, `Could not remove ${what}`),
    onSettled: () => refresh(),
  });
  if (!asked) {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-label={`Remove ${what}`}
        onClick={() => setAsked(true)}
      >
        Remove
      </Button>
    );
  }
  return (
    <Group gap={4} role="group" aria-label={`Remove ${what} for good`}>
      <Text size="xs">For good?</Text>
      <Button
        variant="default"
        size="compact-xs"
        loading={removal.isPending}
        onClick={() => removal.mutate()}
      >
        Remove
      </Button>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAsked(false)}>
        Keep
      </Button>
    </Group>
  );
}
