import { Link } from 'react-router';
import type { Today } from '@/api/types';
import { StatusBadge } from '@/ui/StatusBadge';
import card from './EventCard.module.css';

interface Props {
  equipment: Today['faulty_equipment'];
  facilities: Today['closed_facilities'];
}

export function Faults({ equipment, facilities }: Props) {
  return (
    <>
      {facilities.map(({ id, name, kind, status }) => (
        <Fault
          key={`f${id}`}
          to={`/facilities?open=${id}`}
          name={name}
          where={kind}
          status={status}
        />
      ))}
      {equipment.map(({ id, name, asset_tag, facility, status }) => (
        <Fault
          key={`e${id}`}
          to={`/equipment?open=${id}`}
          name={name}
          where={facility ? `${asset_tag}, ${facility.name}` : asset_tag}
          status={status}
        />
      ))}
    </>
  );
}

interface FaultProps {
  to: string;
  name: string;
  where: string;
  status: string;
}

function Fault({ to, name, where, status }: FaultProps) {
  return (
    <Link to={to} className={card.card}>
      <span className={card.line}>
        <span className={card.title}>{name}</span>
        <StatusBadge status={status} />
      </span>
      <span className={card.quiet}>{where}</span>
    </Link>
  );
}
