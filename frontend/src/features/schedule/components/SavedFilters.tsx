import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconCalendarShare, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '@/api/errors';
import { savedFiltersQuery } from '@/api/reference';
import type { SavedFilter } from '@/api/types';
import { tell, tellError, tellWithUndo } from '@/ui/toasts';
import type { ScheduleFilters } from '../filters';
import {
  addressOf,
  isSame,
  isSet,
  keptOf,
  useDeleteFilter,
  useSaveFilter,
  valuesOf,
  type KeptFilters,
} from '../savedFilters';

interface Props {
  filters: ScheduleFilters;
  onChoose: (filters: KeptFilters) => void;
}

/** One's own filters: choose one, save what is set now, or have it as a calendar feed. */
export function SavedFilters({ filters, onChoose }: Props) {
  const { data: saved = [] } = useQuery(savedFiltersQuery);
  const [opened, setOpened] = useState(false);
  const kept = keptOf(filters);
  const current = saved.find((row) => isSet(kept) && isSame(addressOf(row), kept));

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      trapFocus
      withArrow
      shadow="md"
      width={340}
    >
      <Popover.Target>
        <Button
          variant={current ? 'light' : 'default'}
          aria-expanded={opened}
          leftSection={<IconBookmark size={15} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {current ? current.name : 'Saved filters'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Saved filters">
        <Stack gap="sm">
          {saved.length === 0 ? (
            <Text size="sm" c="dimmed">
              Set the filters you need again and again, then save them here under a name.
            </Text>
          ) : (
            <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {saved.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  current={row.id === current?.id}
                  onChoose={() => {
                    setOpened(false);
                    onChoose(addressOf(row));
                  }}
                />
              ))}
            </Stack>
          )}
          {isSet(kept) && !current && <SaveForm kept={kept} onSaved={() => setOpened(false)} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface RowProps {
  row: SavedFilter;
  current: boolean;
  onChoose: () => void;
}

function Row({ row, current, onChoose }: RowProps) {
  const remove = useDeleteFilter();
  const save = useSaveFilter();
  const { name } = row;
  return (
    <Group component="li" gap={4} wrap="nowrap">
      <Button
        variant={current ? 'light' : 'subtle'}
        color={current ? 'cyan' : 'gray'}
        justify="flex-start"
        aria-pressed={current}
        style={{ flex: 1, minWidth: 0 }}
        onClick={onChoose}
      >
        {name}
      </Button>
      <ActionIcon
        component={Link}
        to={`/calendar-feeds?open=new&kind=filter&of=${row.id}`}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Calendar feed of ${name}`}
        title="Calendar feed"
      >
        <IconCalendarShare size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Delete ${name}`}
        title="Delete"
        loading={remove.isPending}
        onClick={() =>
          remove.mutate(row.id, {
            onSuccess: () =>
              tellWithUndo(`${name} is deleted.`, () =>
                save.mutateAsync(valuesOf(name, addressOf(row))),
              ),
            onError: (error) => tellError(error, `${name} is not deleted`),
          })
        }
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function SaveForm({ kept, onSaved }: { kept: KeptFilters; onSaved: () => void }) {
  const [name, setName] = useState('');
  const save = useSaveFilter();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        save.mutate(valuesOf(name.trim(), kept), {
          onSuccess: (row) => {
            tell(`${row.name} is saved.`);
            onSaved();
          },
        });
      }}
    >
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          label="Save what is set now as"
          data-autofocus
          maxLength={255}
          style={{ flex: 1 }}
          value={name}
          error={save.error ? messageOf(save.error) : undefined}
          onChange={(event) => {
            setName(event.currentTarget.value);
            save.reset();
          }}
        />
        <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
          Save
        </Button>
      </Group>
    </form>
  );
}
