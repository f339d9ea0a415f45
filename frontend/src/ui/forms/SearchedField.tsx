import { MultiSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';

export interface SearchedProps {
  label: string;
  description?: string;
  value: string[];
  onChange: (ids: string[]) => void;
  /** Names of those already chosen, by id. */
  known: Record<string, string>;
  error?: ReactNode;
}

interface Props extends SearchedProps {
  /** What is typed, and what the server has found for it. */
  typed: string;
  onType: (text: string) => void;
  found: { value: string; label: string }[];
  searching: boolean;
  /** What one is called whose name is not known yet: `Person`. */
  noun: string;
  nothing: string;
}

/** Several of something, by name, searched on the server so that a station of any size fits. */
export function SearchedField(props: Props) {
  const { label, description, value, onChange, known, error } = props;
  const { typed, onType, found, searching, noun, nothing } = props;
  const [met, setMet] = useState<Record<string, string>>({});

  const options = new Map(value.map((id) => [id, met[id] ?? known[id] ?? `${noun} ${id}`]));
  for (const option of found) {
    if (!options.has(option.value)) options.set(option.value, option.label);
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
        onType('');
      }}
      searchValue={typed}
      onSearchChange={onType}
      // The server has searched already, and forgives typing errors.
      filter={({ options: all }) => all}
      nothingFoundMessage={searching ? 'Searching' : nothing}
      error={error}
    />
  );
}
