import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface Props {
  label: string;
  value: string | undefined;
  onSearch: (search: string) => void;
  placeholder?: string;
}

/** Searches while typing. `/` brings the focus here from anywhere on the page. */
export function SearchField({ label, value = '', onSearch, placeholder = 'Search' }: Props) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const search = useDebouncedCallback(onSearch, 200);

  // The address changed by another way, say the back button.
  if (value !== shown) {
    setShown(value);
    if (value !== typed.trim()) setTyped(value);
  }

  const type = (next: string) => {
    setTyped(next);
    search(next.trim());
  };

  return (
    <TextInput
      type="text"
      role="searchbox"
      aria-label={label}
      placeholder={placeholder}
      data-search
      w={{ base: '100%', sm: '13rem' }}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (typed === '') event.currentTarget.blur();
        else type('');
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed === '' ? undefined : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />
        )
      }
    />
  );
}
