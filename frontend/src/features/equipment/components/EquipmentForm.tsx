import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useSite } from '@/api/reference';
import type { Equipment } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { MaintenanceSection } from '@/ui/maintenance/MaintenanceSection';
import { tell } from '@/ui/toasts';
import {
  archiveEquipment,
  equipmentQuery,
  restoreEquipment,
  saveEquipment,
  useRefreshEquipment,
} from '../api';
import { EQUIPMENT_STATUSES } from '../statuses';
import { CategoryField } from './CategoryField';

const toValues = (item: Equipment | undefined) => ({
  name: item?.name ?? '',
  asset_tag: item?.asset_tag ?? '',
  serial_number: item?.serial_number ?? '',
  category: item?.category ? String(item.category.id) : null,
  facility: item?.facility ? String(item.facility.id) : null,
  status: item?.status ?? 'Available',
  description: item?.description ?? '',
});

const describe = (item: Equipment) => ({
  Name: item.name,
  'Asset tag': item.asset_tag,
  'Serial number': item.serial_number ?? '',
  Category: item.category?.name ?? '',
  Home: item.facility?.name ?? '',
  Status: item.status,
  Description: item.description ?? '',
});

const idOf = (value: string | null) => (value === null ? null : Number(value));

interface Props {
  item: Equipment | undefined;
  onClose: () => void;
}

export function EquipmentForm({ item, onClose }: Props) {
  const site = useSite();
  const queries = useQueryClient();
  const refresh = useRefreshEquipment();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: item,
    toValues,
    validate: {
      name: (name) => (name.trim() === '' ? 'An item needs a name.' : null),
      asset_tag: (tag) => (tag.trim() === '' ? 'An item needs an asset tag.' : null),
    },
    save: (values, upon) =>
      saveEquipment(
        { ...values, category: idOf(values.category), facility: idOf(values.facility) },
        upon?.base.id,
        upon?.version,
      ),
    reload: (id) => queries.query({ ...equipmentQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={item ? item.name : 'New item'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={item ? 'Save' : 'Create item'}
      actions={
        item && (
          <ArchiveButton
            name={item.name}
            archive={() => archiveEquipment(item.id)}
            restore={() => restoreEquipment(item.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`equipment:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <TextInput label="Asset tag" required {...form.getInputProps('asset_tag')} />
        <TextInput label="Serial number" {...form.getInputProps('serial_number')} />
      </Group>
      <Select
        label="Status"
        data={EQUIPMENT_STATUSES}
        allowDeselect={false}
        {...form.getInputProps('status')}
      />
      <CategoryField
        value={form.values.category}
        onChange={(category) => form.setFieldValue('category', category)}
        error={form.errors.category}
      />
      <FacilityField
        label="Home"
        description="Where it is kept."
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
      {item && (
        <MaintenanceSection
          over={{ equipment: item.id }}
          zone={item.facility?.location?.time_zone ?? site.time_zone}
        />
      )}
      {item && <HistoryLink subject={`equipment:${item.id}`} />}
    </PanelForm>
  );
}
