import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { StationPart } from '@/api/types';
import { DataTable, type Column } from '@/ui/DataTable';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { StatusBadge } from '@/ui/StatusBadge';
import { WithPanel } from '@/ui/WithPanel';
import { stationHealthQuery } from './api';

const names: Record<string, string> = {
  database: 'Database',
  migrations: 'Tables',
  cache: 'Cache and queue',
  worker: 'Workers',
  beat: 'Timetable of the workers',
  stream: 'Live stream',
  'queue default': 'Short tasks',
  'queue long': 'Long tasks',
  outbox: 'Outbox',
  disk: 'Disk',
  backup: 'Backups',
};

const states: Record<string, string> = { ok: 'OK', warning: 'Warning', unavailable: 'Unavailable' };

const sums: Record<string, string> = {
  ok: 'Everything works',
  warning: 'Everything works; somebody should look at what is marked',
  unavailable: 'Something does not work',
};

const columns: Column<StationPart>[] = [
  { key: 'name', header: 'Part', cell: ({ name }) => names[name] ?? name, width: '14rem' },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => <StatusBadge status={states[state] ?? state} />,
    phone: true,
    width: '9rem',
  },
  { key: 'told', header: 'How it does', cell: ({ told }) => told, phone: true },
  { key: 'version', header: 'Version', cell: ({ version }) => version ?? '', width: '8rem' },
];

/** How each part of the station does, asked again every few seconds while the page is open. */
export function StationHealthPage() {
  const query = useQuery(stationHealthQuery);
  return (
    <WithPanel>
      <PageHeader
        title="Station health"
        sub={
          query.data && `${sums[query.data.state] ?? query.data.state} · BMS ${query.data.version}`
        }
      >
        <Button component={Link} to="/admin/dead-letters" variant="default">
          Dead letters
        </Button>
      </PageHeader>
      <ListBody query={query} isEmpty={() => false} empty={null}>
        {({ parts }) => (
          <DataTable
            caption="Parts of the station"
            columns={columns}
            rows={parts}
            rowKey={({ name }) => name}
          />
        )}
      </ListBody>
    </WithPanel>
  );
}
