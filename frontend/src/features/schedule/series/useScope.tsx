import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Scope } from './drafts';

interface Asked {
  does: string;
  answer: (scope: Scope | null) => void;
}

const CHOICES: { value: Scope; label: string; description: string }[] = [
  {
    value: 'this',
    label: 'This date',
    description: 'It is kept apart from the series from now on.',
  },
  {
    value: 'following',
    label: 'This and the following dates',
    description: 'The dates before stay as they are.',
  },
  {
    value: 'all',
    label: 'All dates that have not begun',
    description: 'What is past stays on record. Dates changed by hand keep their changes.',
  },
];

/** Asks which dates of a series are meant. `dialog` must be rendered; `ask` gives null when closed. */
export function useScope(): {
  ask: (does: string) => Promise<Scope | null>;
  dialog: ReactNode;
} {
  const [asked, setAsked] = useState<Asked>();
  const [scope, setScope] = useState<Scope>('this');

  const ask = (does: string) =>
    new Promise<Scope | null>((answer) => {
      setScope('this');
      setAsked({ does, answer });
    });
  const close = (chosen: Scope | null) => {
    asked?.answer(chosen);
    setAsked(undefined);
  };

  const dialog = (
    <Modal
      opened={asked !== undefined}
      onClose={() => close(null)}
      title="Which dates of the series?"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Radio.Group
          label={asked?.does ?? ''}
          value={scope}
          onChange={(value) =>
            setScope(CHOICES.find((choice) => choice.value === value)?.value ?? 'this')
          }
        >
          <Stack gap="xs" mt="xs">
            {CHOICES.map((choice) => (
              <Radio key={choice.value} data-autofocus={choice.value === 'this'} {...choice} />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap="xs">
          <Button onClick={() => close(scope)}>Go on</Button>
          <Button variant="subtle" color="gray" onClick={() => close(null)}>
            Change nothing
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          A date that cannot be booked, or would lose changes made by hand, is named before anything
          happens.
        </Text>
      </Stack>
    </Modal>
  );
  return { ask, dialog };
}
