import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/api/reference';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { formatDay, formatDuration } from '@/ui/time/format';
import { entriesQuery } from '../api';
import { breakLength, hoursText, timesText } from '../hours';
import { ApprovalTable } from './ApprovalTable';

export interface ListProps {
  status: 'Pending' | 'Approved' | 'Rejected';
  user: number | undefined;
  /** Only rows that want a closer look. */
  marked: boolean;
  open: string | undefined;
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
}

const SHOWN = 200;

export function EntryApprovals({ status, user, marked, ...table }: ListProps) {
  const me = useMe();
  const waiting = status === 'Pending';
  // What has waited longest comes first.
  const ordering = waiting ? 'date,clock_in' : undefined;
  const query = useQuery(
    entriesQuery({ status, user, running: false, ordering, page_size: SHOWN }),
  );
  return (
    <ListBody
      query={query}
      isEmpty={({ results }) => results.length === 0}
      empty={
        waiting ? (
          <EmptyState title="Nothing waits" hint="Entries appear here once they are closed." />
        ) : (
          <EmptyState title="No entry fits" hint="Choose another status or person." />
        )
      }
    >
      {({ results }) => (
        <ApprovalTable
          caption="Time entries"
          canChoose={waiting}
          {...table}
          rows={results
            .filter(({ clock_out, flags }) => clock_out && (!marked || !waiting || flags))
            .map((entry) => ({
              id: entry.id,
              name: entry.user.full_name,
              when: `${formatDay(entry.date)}, ${timesText(entry)}`,
              amount: hoursText(entry.total_hours ?? 0),
              marks: entry.flags ? ['Long day'] : [],
              more: [
                breakLength(entry) > 0 && `${formatDuration(breakLength(entry))} break`,
                entry.rejection_reason,
                entry.approval_note,
                entry.notes,
              ]
                .filter(Boolean)
                .join(', '),
              isOwn: entry.user.id === me.id,
            }))}
        />
      )}
    </ListBody>
  );
}
