import { Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { siteQuery } from '@/api/reference';
import { usePageTitle } from '@/ui/usePageTitle';
import styles from './SessionFrame.module.css';

/** The plain page around everything a person does before being signed in. */
export function SessionFrame({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title);
  const { data: site } = useQuery(siteQuery);
  return (
    <main className={styles.frame} id="content">
      <div className={styles.column}>
        <img src="/console/icon.svg" alt="" width={40} height={40} />
        <Text size="sm" c="dimmed" mt="sm" mih="1.25rem">
          {site?.name}
        </Text>
        <Title order={1} mb="lg">
          {title}
        </Title>
        <Paper p="lg">{children}</Paper>
      </div>
    </main>
  );
}
