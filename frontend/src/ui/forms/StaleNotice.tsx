import { Alert, Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { auditQuery } from '@/api/reference';
import type { Difference } from './differences';

interface Props {
  /** `event:12`, whose last entry in the audit trail names who it was. */
  subject: string;
  changes: Difference[];
  onMine: () => void;
  onTheirs: () => void;
}

/** Someone else saved first. Says who and what; what was typed is kept until a choice is made. */
export function StaleNotice({ subject, changes, onMine, onTheirs }: Props) {
  const { data } = useQuery({ ...auditQuery(subject), retry: false });
  const who = data?.results[0]?.actor?.name ?? 'Someone else';
  return (
    <Alert
      role="alert"
      variant="default"
      title={`${who} changed this while you were typing`}
      icon={<IconUsers size={18} aria-hidden color="var(--tone-warn)" />}
      style={{ borderColor: 'var(--tone-warn)', background: 'var(--wash-warn)' }}
    >
      {changes.length > 0 ? (
        <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
          {changes.map(({ label, before, after }) => (
            <li key={label}>
              {label}: {before || 'nothing'} became {after || 'nothing'}
            </li>
          ))}
        </ul>
      ) : (
        'Nothing you see here is different.'
      )}
      <p style={{ margin: '0.5rem 0' }}>What you typed is still below.</p>
      <Group gap="xs">
        <Button size="xs" onClick={onMine}>
          Save mine over it
        </Button>
        <Button size="xs" variant="default" onClick={onTheirs}>
          Take theirs
        </Button>
      </Group>
    </Alert>
  );
}
