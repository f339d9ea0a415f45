import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/**
 * Asks before what was typed is thrown away: by closing the panel, by opening another row, by
 * leaving the page. Changing a filter beside the panel throws nothing away.
 */
export function UnsavedGuard({ isDirty }: { isDirty: () => boolean }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    const open = (search: string) => new URLSearchParams(search).get('open');
    const stays =
      currentLocation.pathname === nextLocation.pathname &&
      open(currentLocation.search) === open(nextLocation.search);
    return !stays && isDirty();
  });

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isDirty()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);

  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Discard what you typed?"
      size="sm"
    >
      <Text size="sm">It was not saved and cannot be brought back.</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          Discard
        </Button>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          Keep editing
        </Button>
      </Group>
    </Modal>
  );
}
