import { Group } from '@mantine/core';
import type { ReactNode } from 'react';

export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <Group role="search" gap="xs" mb="sm" align="center">
      {children}
    </Group>
  );
}
