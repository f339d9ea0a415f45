import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { KeptKind } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { WithPanel } from '@/ui/WithPanel';
import { retentionQuery } from './api';
import { SettingsTabs } from './components/SettingsTabs';

const columns: Column<KeptKind>[] = [
  {
    key: 'label',
    header: 'What',
    phone: true,
    cell: ({ label, help }) => (
      <>
        {label}
        {help && (
          <Text size="xs" c="dimmed">
            {help}
          </Text>
        )}
      </>
    ),
  },
  {
    key: 'kept',
    header: 'How long',
    phone: true,
    width: '9rem',
    cell: ({ kept, unit }) => (kept === 0 ? 'for ever' : `${kept} ${unit}`),
  },
  {
    key: 'outlived',
    header: 'Would go tonight',
    phone: true,
    align: 'right',
    width: '10rem',
    cell: ({ outlived }) => outlived.toLocaleString('en-GB'),
  },
];

/** How long each kind of thing is kept, and what the next night would remove. */
export function RetentionPage() {
  const query = useQuery(retentionQuery);
  return (
    <WithPanel>
      <PageHeader title="Retention">
        <Button component={Link} to="/admin/settings" variant="default">
          Change how long
        </Button>
      </PageHeader>
      <SettingsTabs />
      <ListBody query={query} isEmpty={() => false} empty={null}>
        {(kinds) => (
          <DataTable
            caption="What is kept for how long"
            columns={columns}
            rows={kinds}
            rowKey={({ key }) => key}
          />
        )}
      </ListBody>
      <Text size="sm" c="dimmed" mt="md" maw="44rem">
        At 03:20 what was kept long enough goes for good. What goes from history is said by a seal
        in the record. Backups have a rule of their own.
      </Text>
    </WithPanel>
  );
}
