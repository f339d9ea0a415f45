import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleSearchQuery } from '@/api/reference';
import { SearchedField, type SearchedProps } from './SearchedField';

/** People by name. */
export function PeopleField(props: SearchedProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data: found = [], isFetching } = useQuery(peopleSearchQuery(search));
  return (
    <SearchedField
      {...props}
      typed={typed}
      onType={setTyped}
      found={found.map(({ id, full_name, position }) => ({
        value: String(id),
        label: position ? `${full_name}, ${position}` : full_name,
      }))}
      searching={isFetching}
      noun="Person"
      nothing="Nobody of that name"
    />
  );
}
