import { Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Kit } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { EquipmentField } from '@/ui/forms/EquipmentField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { StatusBadge } from '@/ui/StatusBadge';
import { tell } from '@/ui/toasts';
import { archiveKit, kitQuery, restoreKit, saveKit, useRefreshEquipment } from '../api';
import { kitState } from '../statuses';

const toValues = (kit: Kit | undefined) => ({
  name: kit?.name ?? '',
  items: (kit?.items ?? []).map(({ id }) => String(id)),
  description: kit?.description ?? '',
});

const describe = (kit: Kit) => ({
  Name: kit.name,
  Items: kit.items.map(({ name, asset_tag }) => `${name} (${asset_tag})`).join(', '),
  Description: kit.description ?? '',
});

interface Props {
  kit: Kit | undefined;
  onClose: () => void;
}

export function KitForm({ kit, onClose }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshEquipment();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: kit,
    toValues,
    validate: { name: (name) => (name.trim() === '' ? 'A kit needs a name.' : null) },
    save: (values, upon) =>
      saveKit({ ...values, items: values.items.map(Number) }, upon?.base.id, upon?.version),
    reload: (id) => queries.query({ ...kitQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  const unfit = (kit?.items ?? []).filter(({ is_bookable }) => !is_bookable);
  return (
    <PanelForm
      title={kit ? kit.name : 'New kit'}
      sub={kit && <StatusBadge status={kitState(kit.archived_at, kit.items)} />}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={kit ? 'Save' : 'Create kit'}
      actions={
        kit && (
          <ArchiveButton
            name={kit.name}
            archive={() => archiveKit(kit.id)}
            restore={() => restoreKit(kit.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`kit:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <EquipmentField
        label="Items"
        description="They go out together. An item is packed in one kit at most."
        value={form.values.items}
        onChange={(items) => form.setFieldValue('items', items)}
        known={Object.fromEntries(
          (kit?.items ?? []).map(({ id, name, asset_tag }) => [
            String(id),
            `${name} (${asset_tag})`,
          ]),
        )}
        error={form.errors.items}
      />
      {unfit.length > 0 && (
        <Text size="sm">
          It cannot go out whole:{' '}
          {unfit.map(({ name, status }) => `${name} is ${status.toLowerCase()}`).join(', ')}.
        </Text>
      )}
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
      {kit && <HistoryLink subject={`kit:${kit.id}`} />}
    </PanelForm>
  );
}
