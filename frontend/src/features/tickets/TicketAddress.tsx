import { Navigate, useParams } from 'react-router';

/** The plain addresses that notices carry lead to the drawers. */
const PLACES: Record<string, string> = {
  incidents: '/tickets?status=all&open=incident:',
  service: '/tickets?kind=service_ticket&status=all&open=service_ticket:',
  changes: '/change-requests?open=',
};

export function TicketAddress() {
  const { place = '', id = '' } = useParams();
  const page = PLACES[place];
  return <Navigate to={page && /^\d+$/.test(id) ? page + id : '/tickets'} replace />;
}
