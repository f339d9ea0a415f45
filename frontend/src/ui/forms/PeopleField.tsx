import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleSearchQuery } from '@/api/reference';

interface Props {
  label: string;
  description?: string;
  value: string[];
  onChange: (ids: string[]) => void;
  /** Names of the people already chosen, by id. */
  known: Record<string, string>;
  error?: React.ReactNode;
}

/** People by name, searched on the server so that a station of any size fits. */
export function PeopleField({ label, description, value, onChange, known, error }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data: found = [], isFetching } = useQuery(peopleSearchQuery(search));
  const [met, setMet] = useState<Record<string, string>>({});

  const options = new Map(value.map((id) => [id, met[id] ?? known[id] ?? `Person ${id}`]));
  for (const { id, full_name, position } of found) {
    const key = String(id);
    if (!options.has(key)) options.set(key, position ? `${full_name}, ${position}` : full_name);
  }

  return (
    <MultiSelect
      label={label}
      description={description}
      searchable
      clearable
      hidePickedOptions
      data={[...options].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={(ids) => {
        setMet((before) => ({ ...before, ...Object.fromEntries(options) }));
        onChange(ids);
        setTyped('');
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already, and forgives typing errors.
      filter={({ options: all }) => all}
      nothingFoundMessage={isFetching ? 'Searching' : 'Nobody of that name'}
      error={error}
    />
  );
}
