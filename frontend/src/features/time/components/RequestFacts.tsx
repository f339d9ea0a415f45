import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TimeOff } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { HistoryLink } from '@/ui/HistoryLink';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatPeriod } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { dayCount, daysText } from '../hours';

interface Props {
  request: TimeOff;
  onClose: () => void;
  /** The person's name comes first where the request is somebody else's. */
  isOwn?: boolean;
  footer?: ReactNode;
}

/** A request to read, with the bookings it falls on. */
export function RequestFacts({ request, onClose, isOwn = true, footer }: Props) {
  return (
    <SidePanel
      title={isOwn ? 'Time off' : request.user.full_name}
      sub={<StatusBadge status={request.withdrawn_at ? 'Withdrawn' : request.status} />}
      onClose={onClose}
      footer={footer}
    >
      <Facts
        facts={[
          ['When', daysText(request)],
          ['Days', dayCount(request.days)],
          ['Type', request.request_type],
          ['Reason', request.reason],
          ['Approved by', request.approved_by?.full_name],
          ['Rejected by', request.rejected_by?.full_name],
          ['Why not', request.rejection_reason],
        ]}
      />
      {request.conflicts && (
        <>
          <Title order={3} mt="md" mb={4}>
            Booked in that time
          </Title>
          {request.conflicts.map(({ event, start_time, end_time }) => (
            <Text key={event.id} size="sm">
              {event.title}, {formatPeriod(start_time, end_time, viewerZone())}
            </Text>
          ))}
        </>
      )}
      <HistoryLink subject={`time_off_request:${request.id}`} />
    </SidePanel>
  );
}
