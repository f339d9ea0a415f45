import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { HistoryLink } from '@/ui/HistoryLink';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatDay, formatDuration, formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { ticketQuery, type Ticket, type TicketKind } from '../api';
import { useMayEdit, useMayWork } from '../mayWork';
import { whoAsked } from '../words';
import { ApprovalSection } from './ApprovalSection';
import { Attachments } from './Attachments';
import { IncidentForm } from './IncidentForm';
import { Links } from './Links';
import { NoteForm } from './NoteForm';
import { ServiceForm } from './ServiceForm';
import { TicketActions } from './TicketActions';
import styles from './TicketPanel.module.css';
import { Timeline } from './Timeline';

interface Props {
  kind: TicketKind;
  id: number;
  onClose: () => void;
}

export function TicketPanel({ kind, id, onClose }: Props) {
  const { data: ticket, error } = useQuery(ticketQuery(kind, id));
  const mayWork = useMayWork(ticket);
  const mayEdit = useMayEdit(ticket);
  const [editing, setEditing] = useState(false);
  if (!ticket) {
    return (
      <SidePanel title="Ticket" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  const done = () => setEditing(false);
  if (editing && ticket.kind === 'incident') {
    return <IncidentForm incident={ticket} onClose={done} />;
  }
  if (editing && ticket.kind === 'service_ticket') {
    return <ServiceForm ticket={ticket} onClose={done} onSaved={done} />;
  }
  return (
    <SidePanel
      title={`${ticket.number} ${ticket.title}`}
      sub={
        <Group gap="sm">
          <StatusBadge status={ticket.status} />
          <StatusBadge status={ticket.priority} />
          {mayEdit && (
            <Button variant="default" size="compact-sm" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
        </Group>
      }
      onClose={onClose}
    >
      <div className={styles.parts}>
        {error && <ErrorNotice error={error} title="Shown as last read" />}
        <TicketActions ticket={ticket} mayWork={mayWork} />
        {ticket.kind === 'service_ticket' && <ApprovalSection ticket={ticket} mayWork={mayWork} />}
        {ticket.description && <Text className={styles.text}>{ticket.description}</Text>}
        <TicketFacts ticket={ticket} />
        <Attachments kind={kind} id={id} />
        <Links kind={kind} id={id} mayWork={mayWork} />
        <NoteForm kind={kind} id={id} mayWork={mayWork} />
        <Timeline kind={kind} id={id} />
        <HistoryLink subject={`${kind}:${id}`} />
      </div>
    </SidePanel>
  );
}

function TicketFacts({ ticket }: { ticket: Ticket }) {
  const zone = ticket.facility?.location?.time_zone ?? viewerZone();
  const instant = (at: string | undefined) => at && formatInstant(at, zone);
  const asked = whoAsked(ticket)?.full_name;
  return (
    <Facts
      facts={[
        ['Given to', ticket.assignee?.full_name],
        ['Facility', ticket.facility?.name],
        ...(ticket.kind === 'incident'
          ? ([
              ['Type', ticket.incident_type?.name],
              ['Reported by', asked],
              ['Happened', instant(ticket.occurred_at)],
              ['Down from', instant(ticket.down_from)],
              ['Works since', instant(ticket.down_until)],
              [
                'Down for',
                ticket.down_minutes === undefined
                  ? undefined
                  : formatDuration(ticket.down_minutes * 60_000),
              ],
              ['Follow-up', ticket.follow_up === 'no' ? undefined : ticket.follow_up],
              ['Resolved', instant(ticket.resolved_at)],
            ] as [string, React.ReactNode][])
          : ([
              ['Type', ticket.service_type],
              ['Asked for by', asked],
              [
                'Made of',
                ticket.incident && (
                  <Link to={`/tickets?open=incident:${ticket.incident.id}`}>
                    {ticket.incident.number}
                  </Link>
                ),
              ],
              ['Due', ticket.due_date && formatDay(ticket.due_date)],
              ['Estimated', ticket.estimated_hours && `${ticket.estimated_hours} h`],
              ['Completed', instant(ticket.completed_at)],
            ] as [string, React.ReactNode][])),
        ['Opened', instant(ticket.created_at)],
      ]}
    />
  );
}
