import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Incident } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { tell } from '@/ui/toasts';
import { incidentQuery, incidentTypesQuery, saveIncident, useRefreshTickets } from '../api';
import { FOLLOW_UPS } from '../reporting';

const toValues = (incident: Incident | undefined) => ({
  title: incident?.title ?? '',
  description: incident?.description ?? '',
  incident_type: incident?.incident_type ? String(incident.incident_type.id) : null,
  facility: incident?.facility ? String(incident.facility.id) : null,
  follow_up: incident?.follow_up ?? ('no' as const),
});

const describe = (incident: Incident) => ({
  Title: incident.title,
  Description: incident.description ?? '',
  Type: incident.incident_type?.name ?? '',
  Facility: incident.facility?.name ?? '',
  'Follow-up': incident.follow_up,
});

interface Props {
  incident: Incident;
  onClose: () => void;
}

/** What was reported, put right. */
export function IncidentForm({ incident, onClose }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshTickets();
  const { data: types = [] } = useQuery(incidentTypesQuery);
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: incident,
    toValues,
    validate: { title: (title) => (title.trim() === '' ? 'An incident needs a title.' : null) },
    save: ({ incident_type, facility, ...words }, upon) =>
      saveIncident(
        {
          ...words,
          incident_type: incident_type === null ? null : Number(incident_type),
          facility: facility === null ? null : Number(facility),
        },
        upon?.base.id ?? incident.id,
        upon?.version ?? incident.version,
      ),
    reload: (id) => queries.query({ ...incidentQuery(id), staleTime: 0 }),
    onSaved: (saved) => {
      tell(`${saved.number} is saved.`);
      void refresh();
      onClose();
    },
  });

  return (
    <PanelForm
      title={`Edit ${incident.number}`}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel="Save"
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`incident:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Title" required {...form.getInputProps('title')} />
      <Textarea
        label="Description"
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps('description')}
      />
      <Select
        label="Type"
        placeholder="Not sure"
        searchable
        clearable
        data={types.map(({ id, name }) => ({ value: String(id), label: name }))}
        {...form.getInputProps('incident_type')}
      />
      <FacilityField
        label="Where"
        placeholder="Not in a facility"
        value={form.getValues().facility}
        onChange={(facility) => form.setFieldValue('facility', facility)}
        error={form.errors.facility}
      />
      <Select
        label="Follow-up"
        data={[...FOLLOW_UPS]}
        allowDeselect={false}
        {...form.getInputProps('follow_up')}
      />
    </PanelForm>
  );
}
