import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { readTime } from '../time/zone';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Called with what is left in the field when it is done with. */
  onDone?: (time: string) => void;
  error?: ReactNode;
  required?: boolean;
  placeholder?: string;
}

/** A time of day. `9`, `930` and `9.30` become `09:30` style when the field is left. */
export function TimeField({ label, value, onChange, onDone, error, required, placeholder }: Props) {
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => {
        const time = readTime(value);
        if (time !== null && time !== value) onChange(time);
        if (time !== null) onDone?.(time);
      }}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      placeholder={placeholder ?? '00:00'}
      required={required ?? false}
      withAsterisk={false}
      error={error}
    />
  );
}
