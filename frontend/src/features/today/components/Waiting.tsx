import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMe } from '@/api/reference';
import { waitingQuery } from '../api';
import card from './EventCard.module.css';
import { Section } from './Section';

/** What waits for the signed-in person; not shown while nothing does. */
export function Waiting() {
  const { rights } = useMe();
  const { data } = useQuery(waitingQuery((right) => rights.includes(right)));
  const lines = [
    { to: '/tickets?assignee=me', label: 'tickets are yours', count: data?.tickets ?? 0 },
    { to: '/approvals', label: 'time entries to approve', count: data?.time ?? 0 },
    { to: '/approvals?show=leave', label: 'requests for time off', count: data?.leave ?? 0 },
    { to: '/change-requests', label: 'changes to review', count: data?.changes ?? 0 },
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
