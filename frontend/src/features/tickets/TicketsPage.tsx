import { Button, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatFromNow } from '@/ui/time/format';
import { useNow } from '@/ui/time/useNow';
import { useFilterLink, useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { PAGE_SIZE, ticketsQuery, type Ticket, type TicketFilters, type TicketKind } from './api';
import { ServiceForm } from './components/ServiceForm';
import { TicketBoard } from './components/TicketBoard';
import { TicketFilterBar } from './components/TicketFilterBar';
import { TicketPanel } from './components/TicketPanel';
import { readFilters, type TicketFilterName } from './filters';
import { KINDS, readOpen } from './words';

const NEW_SERVICE = 'service_ticket:new';

const columns = (now: number): Column<Ticket>[] => [
  { key: 'title', header: 'Ticket', cell: ({ number, title }) => `${number} ${title}` },
  {
    key: 'priority',
    header: 'Priority',
    width: '6.5rem',
    cell: ({ priority }) => <StatusBadge status={priority} />,
  },
  {
    key: 'status',
    header: 'Status',
    width: '7.5rem',
    phone: true,
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  { key: 'facility', header: 'Facility', cell: ({ facility }) => facility?.name },
  {
    key: 'assignee',
    header: 'Given to',
    cell: ({ assignee }) => assignee?.full_name ?? 'Nobody yet',
  },
  {
    key: 'age',
    header: 'Opened',
    align: 'right',
    width: '8rem',
    cell: ({ created_at }) => formatFromNow(created_at, now),
  },
];

/** What is broken or asked for, who has it, and what may be done about it. */
export function TicketsPage() {
  const [filters, setFilters] = useFilters<TicketFilterName>();
  const link = useFilterLink();
  const open = readOpen(filters.open);
  const { kind, wanted, narrowed, page } = readFilters(filters);

  return (
    <WithPanel
      panel={
        filters.open === NEW_SERVICE ? (
          <ServiceForm
            ticket={undefined}
            onClose={() => setFilters({ open: null })}
            onSaved={(id) => setFilters({ open: `service_ticket:${id}` })}
          />
        ) : (
          open && (
            <TicketPanel
              key={filters.open}
              kind={open.kind}
              id={open.id}
              onClose={() => setFilters({ open: null })}
            />
          )
        )
      }
    >
      <PageHeader title="Tickets">
        <SegmentedControl
          aria-label="View"
          data={[
            { value: 'list', label: 'List' },
            { value: 'board', label: 'Board' },
          ]}
          value={filters.view === 'board' ? 'board' : 'list'}
          onChange={(view) => setFilters({ view: view === 'board' ? view : null, page: null })}
        />
        <SegmentedControl
          aria-label="Kind"
          data={[...KINDS]}
          value={kind}
          onChange={(chosen) => setFilters({ kind: chosen, status: null, page: null, open: null })}
        />
        {kind === 'service_ticket' ? (
          <Button component={Link} to={link({ open: NEW_SERVICE })}>
            Request service
          </Button>
        ) : (
          <Button
            component={Link}
            to="/report-incident"
            leftSection={<IconAlertTriangle size={16} aria-hidden />}
          >
            Report an incident
          </Button>
        )}
      </PageHeader>
      <TicketFilterBar kind={kind} withoutStatus={filters.view === 'board'} />
      {filters.view === 'board' ? (
        <TicketBoard
          kind={kind}
          wanted={wanted}
          toOpen={(row) => link({ open: `${row.kind}:${row.id}` })}
          selectedId={open?.id}
        />
      ) : (
        <TicketList kind={kind} wanted={wanted} narrowed={narrowed} page={page} />
      )}
    </WithPanel>
  );
}

interface ListProps {
  kind: TicketKind;
  wanted: TicketFilters;
  narrowed: boolean;
  page: number;
}

function TicketList({ kind, wanted, narrowed, page }: ListProps) {
  const [filters, setFilters] = useFilters<TicketFilterName>();
  const link = useFilterLink();
  const now = useNow();
  const query = useQuery(ticketsQuery(kind, { ...wanted, page }));
  return (
    <ListBody
      query={query}
      isEmpty={({ results }) => results.length === 0}
      empty={
        narrowed ? (
          <EmptyState title="No ticket fits" hint="Clear a filter to see more." />
        ) : (
          <EmptyState
            title="Nothing is open"
            hint="What is reported shows here by itself. Closed tickets are under the status All."
          />
        )
      }
    >
      {({ count, results }) => (
        <>
          <DataTable
            caption={kind === 'incident' ? 'Incidents' : 'Service tickets'}
            columns={columns(now)}
            rows={results}
            rowKey={({ id }) => id}
            rowTo={(row) => link({ open: `${row.kind}:${row.id}` })}
            selectedKey={readOpen(filters.open)?.id}
          />
          <Pager
            count={count}
            page={page}
            pageSize={PAGE_SIZE}
            noun="tickets"
            onPage={(next) => setFilters({ page: String(next) })}
          />
        </>
      )}
    </ListBody>
  );
}
