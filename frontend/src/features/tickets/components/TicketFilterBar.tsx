import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { FacilityField } from '@/ui/forms/FacilityField';
import { SearchField } from '@/ui/SearchField';
import { useFilters } from '@/ui/useFilters';
import type { TicketKind } from '../api';
import { ASSIGNEES, EVERY_STATUS, type TicketFilterName } from '../filters';
import { PRIORITIES, STATUSES } from '../words';

interface Props {
  kind: TicketKind;
  /** A board has its statuses side by side. */
  withoutStatus?: boolean;
}

export function TicketFilterBar({ kind, withoutStatus = false }: Props) {
  const [filters, setFilters] = useFilters<TicketFilterName>();
  return (
    <FilterBar>
      <SearchField
        label="Search tickets"
        placeholder="Number or words"
        value={filters.q}
        onSearch={(q) => setFilters({ q, page: null }, { replace: true })}
      />
      {!withoutStatus && (
        <FilterSelect
          label="Status"
          data={[
            { value: EVERY_STATUS, label: 'All' },
            ...STATUSES[kind].map((status) => ({
              value: status,
              label: status === 'In Progress' ? 'In progress' : status,
            })),
          ]}
          value={filters.status}
          onChange={(status) => setFilters({ status, page: null })}
        />
      )}
      <FilterSelect
        label="Priority"
        data={[...PRIORITIES]}
        value={filters.priority}
        onChange={(priority) => setFilters({ priority, page: null })}
        w="8rem"
      />
      <FilterSelect
        label="Given to"
        data={ASSIGNEES}
        value={filters.assignee}
        onChange={(assignee) => setFilters({ assignee, page: null })}
      />
      <FacilityField
        label="Facility"
        hideLabel
        placeholder="Facility"
        w="11rem"
        value={filters.facility ?? null}
        onChange={(facility) => setFilters({ facility, page: null })}
      />
    </FilterBar>
  );
}
