import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/api/reference';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { requestsQuery } from '../api';
import { dayCount, daysText } from '../hours';
import { ApprovalTable } from './ApprovalTable';
import type { ListProps } from './EntryApprovals';

const MARKS = { booked: 'Booked in that time', others_away: 'Others of the department are away' };
const SHOWN = 200;

export function RequestApprovals({ status, user, marked, ...table }: ListProps) {
  const me = useMe();
  const waiting = status === 'Pending';
  // What begins soonest comes first.
  const ordering = waiting ? 'start_date' : undefined;
  const query = useQuery(requestsQuery({ status, user, ordering, page_size: SHOWN }));
  return (
    <ListBody
      query={query}
      isEmpty={({ results }) => results.length === 0}
      empty={
        waiting ? (
          <EmptyState title="Nothing waits" hint="Requests for time off appear here." />
        ) : (
          <EmptyState title="No request fits" hint="Choose another status or person." />
        )
      }
    >
      {({ results }) => (
        <ApprovalTable
          caption="Requests for time off"
          canChoose={waiting}
          {...table}
          rows={results
            .filter(({ flags }) => !marked || !waiting || flags)
            .map((request) => ({
              id: request.id,
              name: request.user.full_name,
              when: daysText(request),
              amount: dayCount(request.days),
              marks: (request.flags ?? []).map((flag) => MARKS[flag]),
              more: [request.request_type, request.reason, request.rejection_reason]
                .filter(Boolean)
                .join(', '),
              isOwn: request.user.id === me.id,
            }))}
        />
      )}
    </ListBody>
  );
}
