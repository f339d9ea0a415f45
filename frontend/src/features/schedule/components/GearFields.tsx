import { ActionIcon, Group, MultiSelect, NumberInput, Select, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { kitsQuery, poolsQuery } from '@/api/reference';
import type { ScheduledEvent } from '@/api/types';
import { EquipmentField } from '@/ui/forms/EquipmentField';
import type { EventValues } from '../eventValues';

interface Props {
  form: UseFormReturnType<EventValues>;
  event: ScheduledEvent | undefined;
}

/** What the event works with: items, kits that go out whole, and pieces of pools. */
export function GearFields({ form, event }: Props) {
  const { data: kits = [] } = useQuery(kitsQuery);
  const { values } = form;
  const known = Object.fromEntries(
    (event?.equipment ?? []).map(({ id, name, asset_tag }) => [
      String(id),
      `${name} (${asset_tag})`,
    ]),
  );
  const kitNames = new Map(kits.map(({ id, name, items }) => [String(id), named(name, items)]));
  for (const { id, name, items } of event?.kits ?? []) {
    if (!kitNames.has(String(id))) kitNames.set(String(id), named(name, items));
  }

  return (
    <>
      <EquipmentField
        label="Equipment"
        value={values.equipment}
        onChange={(equipment) => form.setFieldValue('equipment', equipment)}
        known={known}
        error={form.errors.equipment}
      />
      {(kitNames.size > 0 || values.kits.length > 0) && (
        <MultiSelect
          label="Kits"
          searchable
          clearable
          hidePickedOptions
          data={[...kitNames].map(([value, label]) => ({ value, label }))}
          value={values.kits}
          onChange={(chosen) => form.setFieldValue('kits', chosen)}
          nothingFoundMessage="No kit of that name"
          error={form.errors.kits}
        />
      )}
      <PoolFields form={form} event={event} />
    </>
  );
}

const named = (name: string, items: readonly unknown[]) =>
  `${name}, ${items.length} ${items.length === 1 ? 'item' : 'items'}`;

function PoolFields({ form, event }: Props) {
  const { data: pools = [] } = useQuery(poolsQuery);
  const chosen = form.values.pools;
  const names = new Map(pools.map(({ id, name }) => [String(id), name]));
  for (const { pool } of event?.pools ?? []) names.set(String(pool.id), pool.name);
  const totals = new Map(pools.map(({ id, quantity }) => [String(id), quantity]));
  const rest = pools.filter(({ id }) => !chosen.some(({ pool }) => pool === String(id)));
  const setPools = (next: EventValues['pools']) => form.setFieldValue('pools', next);

  if (chosen.length === 0 && rest.length === 0) return null;
  return (
    <div>
      {chosen.map(({ pool, quantity }) => {
        const name = names.get(pool) ?? `Pool ${pool}`;
        const total = totals.get(pool);
        return (
          <Group key={pool} gap="xs" mb={6} wrap="nowrap">
            <NumberInput
              aria-label={`How many of ${name}`}
              w="5.5rem"
              min={1}
              allowDecimal={false}
              allowNegative={false}
              value={quantity}
              onChange={(next) =>
                setPools(
                  chosen.map((row) =>
                    row.pool === pool ? { pool, quantity: Math.max(1, Number(next) || 1) } : row,
                  ),
                )
              }
            />
            <Text size="sm" style={{ flex: 1 }}>
              {name}
              {total !== undefined && (
                <Text span c="dimmed" size="sm">
                  {' '}
                  of {total}
                </Text>
              )}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Without ${name}`}
              onClick={() => setPools(chosen.filter((row) => row.pool !== pool))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      {rest.length > 0 && (
        <Select
          label="Pools"
          placeholder="Add so many of one"
          searchable
          data={rest.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={null}
          onChange={(pool) => pool && setPools([...chosen, { pool, quantity: 1 }])}
          nothingFoundMessage="No pool of that name"
          error={form.errors.pools}
        />
      )}
    </div>
  );
}
