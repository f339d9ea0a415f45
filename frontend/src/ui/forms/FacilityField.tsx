import { Select, type MantineSize } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { facilitiesQuery } from '@/api/reference';
import type { Facility } from '@/api/types';

interface Props {
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  placeholder?: string;
  description?: string | undefined;
  error?: React.ReactNode;
  w?: string;
  hideLabel?: boolean;
  size?: MantineSize;
}

const NOWHERE = 'Without a location';

/** Facilities under their locations. */
export function groupedFacilities(facilities: readonly Facility[]) {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { id, name, location } of facilities) {
    const group = location?.name ?? NOWHERE;
    groups.set(group, [...(groups.get(group) ?? []), { value: String(id), label: name }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

export function FacilityField({ label, hideLabel = false, placeholder = 'None', ...rest }: Props) {
  const { data: facilities = [] } = useQuery(facilitiesQuery);
  return (
    <Select
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      placeholder={placeholder}
      searchable
      clearable
      data={groupedFacilities(facilities)}
      nothingFoundMessage="No facility of that name"
      {...rest}
    />
  );
}
