import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMe, useRights } from '@/api/reference';
import type { ChangeRequest } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { HistoryLink } from '@/ui/HistoryLink';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatDay, formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { changeQuery } from '../changes';
import { ChangeForm } from './ChangeForm';
import { ChangeSteps } from './ChangeSteps';
import { Attachments } from './Attachments';
import { Links } from './Links';
import { NoteForm } from './NoteForm';
import styles from './TicketPanel.module.css';
import { Timeline } from './Timeline';

interface Props {
  id: string;
  onClose: () => void;
  onCreated: (id: number) => void;
}

export function ChangePanel({ id, onClose, onCreated }: Props) {
  const me = useMe();
  const { requestChanges } = useRights();
  const creating = id === 'new';
  const { data: change, error } = useQuery({ ...changeQuery(Number(id)), enabled: !creating });

  if (creating && requestChanges) {
    return <ChangeForm change={undefined} onClose={onClose} onCreated={onCreated} />;
  }
  if (!change) {
    return (
      <SidePanel title="Change request" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (change.status === 'Draft' && change.author?.id === me.id) {
    return <ChangeForm change={change} onClose={onClose} onCreated={onCreated} />;
  }
  return <ReadOnly change={change} onClose={onClose} />;
}

function ReadOnly({ change, onClose }: { change: ChangeRequest; onClose: () => void }) {
  const { requestChanges, reviewChanges } = useRights();
  const instant = (at: string | undefined) => at && formatInstant(at, viewerZone());
  const { service_ticket: service } = change;
  return (
    <SidePanel
      title={`${change.number} ${change.title}`}
      sub={
        <Group gap="sm">
          <StatusBadge status={change.status} />
          <StatusBadge status={change.priority} />
        </Group>
      }
      onClose={onClose}
    >
      <div className={styles.parts}>
        <ChangeSteps change={change} />
        <Facts
          facts={[
            [
              'Service ticket',
              service && (
                <Link to={`/tickets?kind=service_ticket&open=service_ticket:${service.id}`}>
                  {service.number}
                </Link>
              ),
            ],
            ['Type', change.change_type],
            ['Description', change.description],
            ['Justification', change.justification],
            ['Impact', change.impact],
            ['Proposed for', change.proposed_date && formatDay(change.proposed_date)],
            [
              'Estimated',
              change.estimated_hours === undefined ? undefined : `${change.estimated_hours} h`,
            ],
            ['Author', change.author?.full_name],
            ['To be reviewed by', change.assignee?.full_name],
            ['Submitted', instant(change.submitted_at)],
            ['Decided by', change.decided_by?.full_name],
            ['Decided', instant(change.decided_at)],
            ['Reason', change.decision_reason],
          ]}
        />
        <Attachments kind="change_request" id={change.id} />
        <Links kind="change_request" id={change.id} mayWork={requestChanges} />
        <NoteForm kind="change_request" id={change.id} mayWork={reviewChanges} />
        <Timeline kind="change_request" id={change.id} />
        <HistoryLink subject={`change_request:${change.id}`} />
      </div>
    </SidePanel>
  );
}
