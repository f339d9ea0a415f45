import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Pool } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';

import { tell } from '@/ui/toasts';
import { archivePool, poolQuery, restorePool, savePool, useRefreshEquipment } from '../api';
import { CategoryField } from './CategoryField';

const toValues = (pool: Pool | undefined) => ({
  name: pool?.name ?? '',
  quantity: pool?.quantity ?? 1,
  category: pool?.category ? String(pool.category.id) : null,
  facility: pool?.facility ? String(pool.facility.id) : null,
  description: pool?.description ?? '',
});

const describe = (pool: Pool) => ({
  Name: pool.name,
  Quantity: String(pool.quantity),
  Category: pool.category?.name ?? '',
  Home: pool.facility?.name ?? '',
  Description: pool.description ?? '',
});
const idOf = (value: string | null) => (value === null ? null : Number(value));

interface Props {
  pool: Pool | undefined;
  onClose: () => void;
}

export function PoolForm({ pool, onClose }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshEquipment();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: pool,
    toValues,
    validate: { name: (name) => (name.trim() === '' ? 'A pool needs a name.' : null) },
    save: (values, upon) =>
      savePool(
        {
          ...values,
          category: idOf(values.category),
          facility: idOf(values.facility),
        },
        upon?.base.id,
        upon?.version,
      ),
    reload: (id) => queries.query({ ...poolQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={pool ? pool.name : 'New pool'}

      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={pool ? 'Save' : 'Create pool'}
      actions={
        pool && (
          <ArchiveButton
            name={pool.name}
            archive={() => archivePool(pool.id)}
            restore={() => restorePool(pool.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`pool:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <NumberInput
        label="Quantity"
        description="How many there are in all."
        required
        min={0}
        max={1_000_000}
        allowDecimal={false}
        allowNegative={false}
        {...form.getInputProps('quantity')}
      />
      <CategoryField
        value={form.values.category}
        onChange={(category) => form.setFieldValue('category', category)}
        error={form.errors.category}
      />
      <FacilityField
        label="Home"
        description="Where they are kept."
        value={form.values.facility}
        onChange={(facility) => form.setFieldValue('facility', facility)}
        error={form.errors.facility}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
      {pool && <HistoryLink subject={`pool:${pool.id}`} />}
    </PanelForm>
  );
}
