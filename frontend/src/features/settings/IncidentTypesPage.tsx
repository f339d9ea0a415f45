import { useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import type { IncidentType } from '@/api/types';
import type { Column } from '@/ui/DataTable';
import { incidentTypes } from './api';
import { IncidentTypePanel } from './components/IncidentTypePanel';
import { ReferencePage, useReferenceFilters } from './components/ReferencePage';

const columns: Column<IncidentType>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  {
    key: 'severity',
    header: 'Severity',
    phone: true,
    width: '9rem',
    cell: ({ severity_level }) => `${severity_level} of 5${severity_level === 1 ? ', worst' : ''}`,
  },
  { key: 'description', header: 'Description', cell: ({ description }) => description },
];

/** The sorts of incidents people choose from when they report one. */
export function IncidentTypesPage() {
  const [{ archived }] = useReferenceFilters();
  return (
    <ReferencePage
      title="Incident types"
      newLabel="New incident type"
      hint="Transmission fault, power, audio: what people choose from when they report an incident."
      columns={columns}
      query={useQuery(incidentTypes.list(archived === 'true'))}
      canEdit={useRights().editIncidentTypes}
      panel={(id, close) => <IncidentTypePanel key={id} id={id} onClose={close} />}
    />
  );
}
