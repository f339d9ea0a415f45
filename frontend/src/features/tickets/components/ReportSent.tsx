import { Button, Group, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { UseMutationResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Incident } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import styles from './ReportSent.module.css';

interface Props {
  incident: Incident;
  photo: UseMutationResult<unknown, Error, { id: number; file: File }>;
  onAnother: () => void;
}

/** The number to say on the phone, first of all. */
export function ReportSent({ incident, photo, onAnother }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.sent} aria-label="Reported" role="status">
      <IconCircleCheck size={40} stroke={1.5} aria-hidden color="var(--tone-good)" />
      <Title order={2} ref={heading} tabIndex={-1} className={styles.number}>
        {incident.number}
      </Title>
      <Text>{incident.title} is reported. Those who work on incidents see it now.</Text>
      {photo.isPending && <Text c="dimmed">The photo is on its way.</Text>}
      {photo.isSuccess && <Text c="dimmed">The photo is there too.</Text>}
      {photo.isError && (
        <ErrorNotice
          error={photo.error}
          title="The photo was not taken; the report was"
          onRetry={() => photo.mutate(photo.variables)}
        />
      )}
      <Group gap="xs" mt="sm" justify="center">
        <Button size="md" component={Link} to={`/tickets?open=incident:${incident.id}`}>
          Open it
        </Button>
        <Button size="md" variant="default" onClick={onAnother}>
          Report another
        </Button>
      </Group>
    </section>
  );
}
