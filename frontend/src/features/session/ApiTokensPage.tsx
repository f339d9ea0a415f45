import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ApiToken } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { formatFromNow, formatInstant } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { viewerZone } from '@/ui/time/zone';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { tokensQuery } from './api';
import { NewTokenPanel } from './components/NewTokenPanel';
import { TokenPanel } from './components/TokenPanel';
import { scopesInWords } from './scopes';

/** One's own API tokens: with them programs do what one may. */
export function ApiTokensPage() {
  const [filters, setFilters] = useFilters<'open'>();
  const link = useFilterLink();
  const now = useNow();
  const query = useQuery(tokensQuery);
  const close = () => setFilters({ open: null });
  const opened = query.data?.find(({ id }) => String(id) === filters.open);
  const columns: Column<ApiToken>[] = [
    { key: 'name', header: 'Name', cell: ({ name }) => name },
    { key: 'prefix', header: 'Begins with', width: '9rem', cell: ({ prefix }) => `bms_${prefix}` },
    { key: 'scopes', header: 'For', cell: ({ scopes }) => scopesInWords(scopes) },
    {
      key: 'used',
      header: 'Last used',
      width: '9rem',
      cell: ({ last_used_at }) => (last_used_at ? formatFromNow(last_used_at, now) : 'Never'),
    },
    {
      key: 'ends',
      header: 'Runs out',
      width: '11rem',
      phone: true,
      cell: ({ expires_at }) => formatInstant(expires_at, viewerZone()),
    },
  ];
  return (
    <WithPanel
      panel={
        filters.open === 'new' ? (
          <NewTokenPanel onClose={close} />
        ) : (
          opened && <TokenPanel key={opened.id} token={opened} onClose={close} />
        )
      }
    >
      <PageHeader title="API tokens">
        <Button component={Link} to={link({ open: 'new' })} leftSection={<IconPlus size={16} />}>
          New token
        </Button>
      </PageHeader>
      <Text size="sm" c="dimmed" mb="md" maw="48rem">
        With a token a program does what you may, in what you made it for, until it runs out. It
        never reaches passwords, second factors, or other tokens.
      </Text>
      <ListBody
        query={query}
        isEmpty={(tokens) => tokens.length === 0}
        empty={
          <EmptyState
            title="No tokens"
            hint="Make one for a program that reads or changes something here."
          />
        }
      >
        {(tokens) => (
          <DataTable
            caption="API tokens"
            columns={columns}
            rows={tokens}
            rowKey={({ id }) => id}
            rowTo={({ id }) => link({ open: id })}
            selectedKey={Number(filters.open)}
          />
        )}
      </ListBody>
    </WithPanel>
  );
}
