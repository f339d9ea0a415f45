import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './PageHeader.module.css';
import { usePageTitle } from './usePageTitle';

interface Props {
  title: string;
  /** A few words beside the title: a period, a count. */
  sub?: ReactNode;
  /** The page's buttons. */
  children?: ReactNode;
}

export function PageHeader({ title, sub, children }: Props) {
  usePageTitle(title);
  return (
    <Group justify="space-between" align="center" className={styles.header} wrap="wrap" gap="sm">
      <Group gap="sm" align="baseline">
        <Title order={1}>{title}</Title>
        {sub !== undefined && (
          <Text size="sm" c="dimmed" component="div">
            {sub}
          </Text>
        )}
      </Group>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}
