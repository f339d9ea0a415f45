import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleSearchQuery, personQuery } from '@/api/reference';

interface Props {
  label: string;
  value: string | undefined;
  onChange: (id: string | null) => void;
  w?: string;
}

/** One person, as a filter; searched on the server. */
export function PersonSelect({ label, value, onChange, w }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const chosenQuery = personQuery(Number(value));
  const { data: chosen } = useQuery({
    ...chosenQuery,
    queryFn: value ? chosenQuery.queryFn : skipToken,
  });
  // The name that is shown in the closed field is no search.
  const { data: found = [] } = useQuery(
    peopleSearchQuery(search === chosen?.full_name ? '' : search),
  );

  const names = new Map(found.map(({ id, full_name }) => [String(id), full_name]));
  if (chosen && value) names.set(value, chosen.full_name);

  return (
    <Select
      aria-label={label}
      placeholder={label}
      searchable
      clearable
      {...(w === undefined ? {} : { w })}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      value={value ?? null}
      onChange={onChange}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage="Nobody of that name"
    />
  );
}
