import { Button, Select } from '@mantine/core';
import { IconClock, IconFilter, IconUser } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useMe } from '@/api/reference';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { SearchField } from '@/ui/SearchField';
import type { ScheduleFilters, SetFilters } from '../filters';
import { SavedFilters } from './SavedFilters';
import { EVENT_STATUSES, EVENT_TYPES } from '../words';

interface Props {
  filters: ScheduleFilters;
  setFilters: SetFilters;
  /** The timeline has one of its own, which goes to what it finds; a search that was chosen elsewhere narrows it. */
  withSearch: boolean;
  /** Puts everything but the period and one's own behind a button. */
  folded: boolean;
  /** On whose clocks the page is read, and on whose it could be. */
  zone: string;
  zones: { value: string; label: string }[];
  children?: ReactNode;
}

export function ScheduleFilterBar({
  filters,
  setFilters,
  withSearch,
  folded,
  zone,
  zones,
  children,
}: Props) {
  const me = String(useMe().id);
  const [unfolded, setUnfolded] = useState(false);
  const mine = filters.person === me;
  const { q, facility, person, type, status } = filters;
  const active = [q, facility, mine ? undefined : person, type, status].filter(Boolean).length;

  return (
    <FilterBar>
      {children}
      <Button
        variant={mine ? 'light' : 'default'}
        aria-pressed={mine}
        leftSection={<IconUser size={15} aria-hidden />}
        onClick={() => setFilters({ person: mine ? null : me })}
      >
        Mine
      </Button>
      <SavedFilters filters={filters} onChoose={setFilters} />
      {folded && (
        <Button
          variant="default"
          aria-expanded={unfolded}
          leftSection={<IconFilter size={15} aria-hidden />}
          onClick={() => setUnfolded(!unfolded)}
        >
          {active > 0 ? `Filters, ${active} set` : 'Filters'}
        </Button>
      )}
      {(!folded || unfolded) && (
        <>
          {withSearch && (
            <SearchField
              label="Search events"
              value={filters.q}
              onSearch={(search) => setFilters({ q: search }, { replace: true })}
            />
          )}
          <FacilityField
            label="Facility"
            hideLabel
            placeholder="Facility"
            w="8.5rem"
            value={facility ?? null}
            onChange={(next) => setFilters({ facility: next })}
          />
          <PersonSelect
            label="Person"
            w="8.5rem"
            value={person}
            onChange={(next) => setFilters({ person: next })}
          />
          <FilterSelect
            label="Type"
            w="7.5rem"
            data={[...new Set([...EVENT_TYPES, ...(type ? [type] : [])])]}
            value={type}
            onChange={(next) => setFilters({ type: next })}
          />
          <FilterSelect
            label="Status"
            w="7.5rem"
            data={EVENT_STATUSES}
            value={status}
            onChange={(next) => setFilters({ status: next })}
          />
          {zones.length > 1 && (
            <Select
              aria-label="Clocks"
              w="9rem"
              allowDeselect={false}
              data={zones}
              value={zone}
              onChange={(next) => setFilters({ zone: next })}
              leftSection={<IconClock size={15} aria-hidden />}
              comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
            />
          )}
        </>
      )}
    </FilterBar>
  );
}
