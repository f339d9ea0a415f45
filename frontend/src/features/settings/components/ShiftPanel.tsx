import { Group, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import type { Shift } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { TimeField } from '@/ui/forms/TimeField';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { tell } from '@/ui/toasts';
import { shifts } from '../api';
import { RestoreButton } from './RestoreButton';

interface Props {
  id: string;
  onClose: () => void;
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['shifts'] });
}

export function ShiftPanel({ id, onClose }: Props) {
  const { editShifts } = useRights();
  const refresh = useRefresh();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...shifts.one(Number(id)), enabled: !creating });

  if (creating && editShifts) return <ShiftForm shift={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Shift pattern" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editShifts && !data.archived_at) return <ShiftForm shift={data} onClose={onClose} />;
  return (
    <SidePanel
      title={data.name}
      onClose={onClose}
      footer={
        data.archived_at && editShifts ? (
          <RestoreButton restore={() => shifts.restore(data.id)} refresh={refresh} />
        ) : undefined
      }
    >
      <Facts
        facts={[
          ['From', data.start_time],
          ['To', data.end_time],
          ['Description', data.description],
        ]}
      />
    </SidePanel>
  );
}

const describe = (shift: Shift) => ({
  Name: shift.name,
  From: shift.start_time ?? '',
  To: shift.end_time ?? '',
  Description: shift.description ?? '',
});

function ShiftForm({ shift, onClose }: { shift: Shift | undefined; onClose: () => void }) {
  const queries = useQueryClient();
  const refresh = useRefresh();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: shift,
    toValues: (row: Shift | undefined) => ({
      name: row?.name ?? '',
      start_time: row?.start_time ?? '',
      end_time: row?.end_time ?? '',
      description: row?.description ?? '',
    }),
    validate: { name: (name) => (name.trim() === '' ? 'A shift pattern needs a name.' : null) },
    save: ({ start_time, end_time, ...values }, upon) =>
      shifts.save(
        { ...values, start_time: start_time || null, end_time: end_time || null },
        upon?.base.id,
        upon?.version,
      ),
    reload: (id) => queries.query({ ...shifts.one(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={shift ? shift.name : 'New shift pattern'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={shift ? 'Save' : 'Create shift pattern'}
      actions={
        shift && (
          <ArchiveButton
            name={shift.name}
            archive={() => shifts.archive(shift.id)}
            restore={() => shifts.restore(shift.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`shift:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <TimeField
          label="From"
          value={form.values.start_time}
          onChange={(time) => form.setFieldValue('start_time', time)}
          error={form.errors.start_time}
        />
        <TimeField
          label="To"
          value={form.values.end_time}
          onChange={(time) => form.setFieldValue('end_time', time)}
          error={form.errors.end_time}
        />
      </Group>
      <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
      {shift && <HistoryLink subject={`shift:${shift.id}`} />}
    </PanelForm>
  );
}
