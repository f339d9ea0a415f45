import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMe } from '@/api/reference';
import {
  changesToReviewQuery,
  leaveToApproveQuery,
  ownTicketsQuery,
  timeToApproveQuery,
} from '../api';
import card from './EventCard.module.css';
import { Section } from './Section';

/** What waits for the signed-in person; not shown while nothing does. */
export function Waiting() {
  const { rights } = useMe();
  const may = (right: (typeof rights)[number]) => ({ enabled: rights.includes(right) }); // the rest is not asked for
  const { data: tickets = 0 } = useQuery(ownTicketsQuery);
  const { data: time = 0 } = useQuery({ ...timeToApproveQuery, ...may('time.approve') });
  const { data: leave = 0 } = useQuery({ ...leaveToApproveQuery, ...may('leave.approve') });
  const { data: changes = 0 } = useQuery({ ...changesToReviewQuery, ...may('changes.approve') });
  const lines = [
    { to: '/tickets?assignee=me', label: 'tickets are yours', count: tickets },
    { to: '/approvals', label: 'time entries to approve', count: time },
    { to: '/approvals?show=leave', label: 'requests for time off', count: leave },
    { to: '/change-requests', label: 'changes to review', count: changes },
  ].filter(({ count }) => count > 0);
  if (lines.length === 0) return null;
  return (
    <Section title="Waiting for you" count={0}>
      {lines.map(({ to, label, count }) => (
        <Link key={to} to={to} className={card.card}>
          <span>
            <b>{count}</b> {label}
          </span>
        </Link>
      ))}
    </Section>
  );
}
