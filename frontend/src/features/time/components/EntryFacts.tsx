import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TimeEntry } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { HistoryLink } from '@/ui/HistoryLink';
import { SidePanel } from '@/ui/SidePanel';
import { StatusBadge } from '@/ui/StatusBadge';
import {
  foreignZone,
  formatDay,
  formatDuration,
  formatInstant,
  formatTimes,
} from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { breakLength, hoursText, timesText } from '../hours';

interface Props {
  entry: TimeEntry;
  onClose: () => void;
  /** The person's name comes first where the entry is somebody else's. */
  isOwn?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
}

/** An entry to read, with what was decided and how it was adjusted. */
export function EntryFacts({ entry, onClose, isOwn = true, footer, children }: Props) {
  const pause = breakLength(entry);
  return (
    <SidePanel
      title={isOwn ? 'Time' : entry.user.full_name}
      sub={<StatusBadge status={entry.status} />}
      onClose={onClose}
      footer={footer}
    >
      <Facts
        facts={[
          ['Day', formatDay(entry.date)],
          ['Times', timesText(entry)],
          ['Zone', entry.clock_in && foreignZone(entry.clock_in, entry.time_zone)],
          ['Hours', entry.total_hours === undefined ? undefined : hoursText(entry.total_hours)],
          ['Breaks', pause > 0 ? formatDuration(pause) : undefined],
          ['Where', entry.location?.name],
          ['Shift', entry.shift?.name],
          ['Notes', entry.notes],
          ['Approved by', entry.approved_by?.full_name],
          ['Word', entry.approval_note],
          ['Rejected by', entry.rejected_by?.full_name],
          ['Reason', entry.rejection_reason],
        ]}
      />
      {entry.adjustments && (
        <>
          <Title order={3} mt="md" mb={4}>
            Adjustments
          </Title>
          {entry.adjustments.map(({ reason, adjusted_by, adjusted_at, before, after }) => (
            <Text key={adjusted_at} size="sm" mb={6}>
              {formatInstant(adjusted_at, viewerZone())}, {adjusted_by?.full_name}: {reason}.{' '}
              {before.clock_in && before.clock_out && after.clock_in && after.clock_out
                ? `${formatTimes(before.clock_in, before.clock_out, entry.time_zone)} (${hoursText(before.total_hours)}) became ${formatTimes(after.clock_in, after.clock_out, entry.time_zone)} (${hoursText(after.total_hours)}).`
                : ''}
            </Text>
          ))}
        </>
      )}
      {children}
      <HistoryLink subject={`time_entry:${entry.id}`} />
    </SidePanel>
  );
}
