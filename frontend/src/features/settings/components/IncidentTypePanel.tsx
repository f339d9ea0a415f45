import { NumberInput, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRights } from '@/api/reference';
import type { IncidentType } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { Loading } from '@/ui/Loading';
import { SidePanel } from '@/ui/SidePanel';
import { tell } from '@/ui/toasts';
import { incidentTypes } from '../api';
import { RestoreButton } from './RestoreButton';

interface Props {
  id: string;
  onClose: () => void;
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['incident-types'] });
}
const USUAL = 3;

export function IncidentTypePanel({ id, onClose }: Props) {
  const { editIncidentTypes } = useRights();
  const refresh = useRefresh();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...incidentTypes.one(Number(id)), enabled: !creating });

  if (creating && editIncidentTypes) return <TypeForm type={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Incident type" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editIncidentTypes && !data.archived_at) return <TypeForm type={data} onClose={onClose} />;
  return (
    <SidePanel
      title={data.name}
      onClose={onClose}
      footer={
        data.archived_at && editIncidentTypes ? (
          <RestoreButton restore={() => incidentTypes.restore(data.id)} refresh={refresh} />
        ) : undefined
      }
    >
      <Facts
        facts={[
          ['Severity', data.severity_level],
          ['Description', data.description],
        ]}
      />
    </SidePanel>
  );
}

const describe = (type: IncidentType) => ({
  Name: type.name,
  Severity: String(type.severity_level),
  Description: type.description ?? '',
});

function TypeForm({ type, onClose }: { type: IncidentType | undefined; onClose: () => void }) {
  const queries = useQueryClient();
  const refresh = useRefresh();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: type,
    toValues: (row: IncidentType | undefined) => ({
      name: row?.name ?? '',
      severity_level: row?.severity_level ?? USUAL,
      description: row?.description ?? '',
    }),
    validate: { name: (name) => (name.trim() === '' ? 'An incident type needs a name.' : null) },
    save: (values, upon) => incidentTypes.save(values, upon?.base.id, upon?.version),
    reload: (id) => queries.query({ ...incidentTypes.one(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={type ? type.name : 'New incident type'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={type ? 'Save' : 'Create incident type'}
      actions={
        type && (
          <ArchiveButton
            name={type.name}
            archive={() => incidentTypes.archive(type.id)}
            restore={() => incidentTypes.restore(type.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`incident_type:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <NumberInput
        label="Severity"
        description="From 1, the worst, to 5."
        min={1}
        max={5}
        allowDecimal={false}
        {...form.getInputProps('severity_level')}
      />
      <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
      {type && <HistoryLink subject={`incident_type:${type.id}`} />}
    </PanelForm>
  );
}
