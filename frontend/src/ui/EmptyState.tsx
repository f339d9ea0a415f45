import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** What to do next, in a sentence. */
  hint?: ReactNode;
  children?: ReactNode;
}

export function EmptyState({ title, hint, children }: Props) {
  return (
    <Stack align="center" gap={4} py="xl" px="md">
      <Text fw={600}>{title}</Text>
      {hint !== undefined && (
        <Text size="sm" c="dimmed" ta="center" maw="28rem">
          {hint}
        </Text>
      )}
      {children !== undefined && <div style={{ marginTop: '0.75rem' }}>{children}</div>}
    </Stack>
  );
}
