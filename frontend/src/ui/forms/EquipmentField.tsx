import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { equipmentSearchQuery } from '@/api/reference';
import { SearchedField, type SearchedProps } from './SearchedField';

/** Single items by name, asset tag or serial number. */
export function EquipmentField(props: SearchedProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data: found = [], isFetching } = useQuery(equipmentSearchQuery(search));
  return (
    <SearchedField
      {...props}
      typed={typed}
      onType={setTyped}
      found={found.map(({ id, name, asset_tag }) => ({
        value: String(id),
        label: `${name} (${asset_tag})`,
      }))}
      searching={isFetching}
      noun="Item"
      nothing="No item of that name or tag"
    />
  );
}
