import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { SearchField } from '@/ui/SearchField';
import type { ScheduleFilter, ScheduleFilters } from '../filters';
import { EVENT_STATUSES, EVENT_TYPES } from '../words';

interface Props {
  filters: ScheduleFilters;
  setFilters: (
    changes: { [Key in ScheduleFilter]?: string | null | undefined },
    options?: { replace?: boolean },
  ) => void;
  /** The timeline has a search of its own. */
  withSearch: boolean;
  children?: React.ReactNode;
}

export function ScheduleFilterBar({ filters, setFilters, withSearch, children }: Props) {
  return (
    <FilterBar>
      {children}
      {withSearch && (
        <SearchField
          label="Search events"
          value={filters.q}
          onSearch={(q) => setFilters({ q }, { replace: true })}
        />
      )}
      <FacilityField
        label="Facility"
        hideLabel
        placeholder="Facility"
        w="8.5rem"
        value={filters.facility ?? null}
        onChange={(facility) => setFilters({ facility })}
      />
      <PersonSelect
        label="Person"
        w="8.5rem"
        value={filters.person}
        onChange={(person) => setFilters({ person })}
      />
      <FilterSelect
        label="Type"
        w="8.5rem"
        data={[...new Set([...EVENT_TYPES, ...(filters.type ? [filters.type] : [])])]}
        value={filters.type}
        onChange={(type) => setFilters({ type })}
      />
      <FilterSelect
        label="Status"
        w="8.5rem"
        data={EVENT_STATUSES}
        value={filters.status}
        onChange={(status) => setFilters({ status })}
      />
    </FilterBar>
  );
}
