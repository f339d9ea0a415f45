import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { categoriesQuery } from '@/api/reference';
import { tellError } from '@/ui/toasts';
import { createCategory } from '../api';

interface Props {
  value: string | null;
  onChange: (id: string | null) => void;
  error?: ReactNode;
}

const CREATE = 'create';
const NONE = 'none';

/** Picks a category, or makes one of the name that was typed. */
export function CategoryField({ value, onChange, error }: Props) {
  const queries = useQueryClient();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const [typed, setTyped] = useState<string>();
  const combobox = useCombobox({ onDropdownClose: () => setTyped(undefined) });
  const create = useMutation({
    mutationFn: createCategory,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['equipment-categories'] });
      onChange(String(id));
    },
    onError: (reason) => tellError(reason, 'Could not create the category'),
  });

  const chosen = categories.find(({ id }) => String(id) === value)?.name ?? '';
  const search = (typed ?? '').trim().toLowerCase();
  const fitting = categories.filter(({ name }) => name.toLowerCase().includes(search));
  const isNew = search !== '' && !categories.some(({ name }) => name.toLowerCase() === search);

  const choose = (option: string) => {
    if (option === CREATE) create.mutate((typed ?? '').trim());
    else onChange(option === NONE ? null : option);
    combobox.closeDropdown();
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <InputBase
          label="Category"
          placeholder="None"
          error={error}
          disabled={create.isPending}
          value={typed ?? chosen}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          onClick={() => combobox.openDropdown()}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }}>
          {value !== null && search === '' && <Combobox.Option value={NONE}>None</Combobox.Option>}
          {fitting.map(({ id, name }) => (
            <Combobox.Option key={id} value={String(id)} active={String(id) === value}>
              {name}
            </Combobox.Option>
          ))}
          {isNew && <Combobox.Option value={CREATE}>Create {(typed ?? '').trim()}</Combobox.Option>}
          {fitting.length === 0 && !isNew && (
            <Combobox.Empty>Type a name to create one</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
