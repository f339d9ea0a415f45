import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { messageOf } from '@/api/errors';

interface Props {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  children?: ReactNode;
}

/** What happened, in the server's words, and what to try. Announced to screen readers. */
export function ErrorNotice({ error, title, onRetry, children }: Props) {
  return (
    <Alert
      color="red"
      variant="default"
      role="alert"
      title={title}
      icon={<IconAlertTriangle aria-hidden size={18} color="var(--tone-bad)" />}
      style={{ borderColor: 'var(--tone-bad)', background: 'var(--wash-bad)' }}
    >
      {messageOf(error)}
      {children}
      {onRetry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
