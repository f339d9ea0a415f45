import { Select } from '@mantine/core';
import type { ComboboxData } from '@mantine/core';

interface Props {
  label: string;
  data: ComboboxData;
  value: string | undefined;
  onChange: (value: string | null) => void;
  w?: string;
}

/** A filter names itself while it is empty. */
export function FilterSelect({ label, data, value, onChange, w = '10rem' }: Props) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      data={data}
      value={value ?? null}
      onChange={onChange}
      clearable
      searchable
      w={w}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      nothingFoundMessage="None of that name"
    />
  );
}
