import { useQuery } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import type { Shift } from '@/api/types';
import type { Column } from '@/ui/DataTable';
import { shifts } from './api';
import { ReferencePage, useReferenceFilters } from './components/ReferencePage';
import { ShiftPanel } from './components/ShiftPanel';

const columns: Column<Shift>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name },
  {
    key: 'times',
    header: 'Times',
    phone: true,
    width: '11rem',
    cell: ({ start_time, end_time }) =>
      start_time && end_time ? `${start_time} to ${end_time}` : (start_time ?? ''),
  },
  { key: 'description', header: 'Description', cell: ({ description }) => description },
];

/** The named templates of shifts: Early, Late, Night. */
export function ShiftPatternsPage() {
  const [{ archived }] = useReferenceFilters();
  return (
    <ReferencePage
      title="Shift patterns"
      newLabel="New shift pattern"
      hint="Early, Late, Night: a name with its times, to plan and to clock in by."
      columns={columns}
      query={useQuery(shifts.list(archived === 'true'))}
      canEdit={useRights().editShifts}
      panel={(id, close) => <ShiftPanel key={id} id={id} onClose={close} />}
    />
  );
}
