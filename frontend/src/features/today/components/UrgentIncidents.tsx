import { Link } from 'react-router';
import type { Incident } from '@/api/types';
import { StatusBadge } from '@/ui/StatusBadge';
import card from './EventCard.module.css';

export function UrgentIncidents({ incidents }: { incidents: Incident[] }) {
  return incidents.map(({ id, number, title, facility, priority }) => (
    <Link key={id} to={`/tickets?open=incident:${id}`} className={card.card}>
      <span className={card.line}>
        <span className={card.title}>{title}</span>
        <StatusBadge status={priority} />
      </span>
      <span className={card.quiet}>{facility ? `${number}, ${facility.name}` : number}</span>
    </Link>
  ));
}
