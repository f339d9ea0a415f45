import {
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { locationsQuery, useSite } from '@/api/reference';
import type { Facility } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { MaintenanceSection } from '@/ui/maintenance/MaintenanceSection';
import { tell } from '@/ui/toasts';
import {
  archiveFacility,
  facilityQuery,
  restoreFacility,
  saveFacility,
  useRefreshFacilities,
} from '../api';
import { FACILITY_KINDS } from '../words';
import { ScheduleLink } from './ScheduleLink';

const toValues = (facility: Facility | undefined) => ({
  name: facility?.name ?? '',
  kind: facility?.kind ?? 'Studio',
  location: facility?.location ? String(facility.location.id) : null,
  status: facility?.status ?? 'Active',
  capacity: facility?.capacity ?? ('' as number | string),
  rig_minutes: (facility?.rig_minutes ?? 0) as number | string,
  strike_minutes: (facility?.strike_minutes ?? 0) as number | string,
  shares_buffers: facility?.shares_buffers ?? false,
  description: facility?.description ?? '',
});

const describe = (facility: Facility) => ({
  Name: facility.name,
  Kind: facility.kind,
  Location: facility.location?.name ?? '',
  Status: facility.status,
  Capacity: String(facility.capacity ?? ''),
  Rig: `${facility.rig_minutes} min`,
  Strike: `${facility.strike_minutes} min`,
  'Rig and strike': facility.shares_buffers ? 'shared by neighbours' : 'not shared',
  Description: facility.description ?? '',
});

interface Props {
  facility: Facility | undefined;
  onClose: () => void;
}

export function FacilityForm({ facility, onClose }: Props) {
  const site = useSite();
  const queries = useQueryClient();
  const refresh = useRefreshFacilities();
  const { data: locations = [] } = useQuery(locationsQuery);

  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: facility,
    toValues,
    validate: { name: (name) => (name.trim() === '' ? 'A facility needs a name.' : null) },
    save: (values, upon) =>
      saveFacility(
        {
          ...values,
          location: values.location === null ? null : Number(values.location),
          capacity: values.capacity === '' ? null : Number(values.capacity),
          rig_minutes: Number(values.rig_minutes),
          strike_minutes: Number(values.strike_minutes),
        },
        upon?.base.id,
        upon?.version,
      ),
    reload: (id) => queries.query({ ...facilityQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={facility ? facility.name : 'New facility'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={facility ? 'Save' : 'Create facility'}
      actions={
        facility && (
          <ArchiveButton
            name={facility.name}
            archive={() => archiveFacility(facility.id)}
            restore={() => restoreFacility(facility.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`facility:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <Select
          label="Kind"
          data={[...FACILITY_KINDS]}
          allowDeselect={false}
          {...form.getInputProps('kind')}
        />
        <Select
          label="Location"
          placeholder="None"
          clearable
          searchable
          data={locations.map(({ id, name }) => ({ value: String(id), label: name }))}
          {...form.getInputProps('location')}
        />
      </Group>
      <Group grow align="flex-start">
        <NumberInput
          label="Rig, minutes"
          min={0}
          max={1440}
          step={5}
          {...form.getInputProps('rig_minutes')}
        />
        <NumberInput
          label="Strike, minutes"
          min={0}
          max={1440}
          step={5}
          {...form.getInputProps('strike_minutes')}
        />
        <NumberInput label="Capacity" min={0} {...form.getInputProps('capacity')} />
      </Group>
      <Switch
        label="Neighbours share rig and strike"
        description="One event may rig while the one before it strikes. Between them stays the longer of the two."
        {...form.getInputProps('shares_buffers', { type: 'checkbox' })}
      />
      <div>
        <SegmentedControl
          aria-label="Status"
          data={[
            { value: 'Active', label: 'Active' },
            { value: 'Inactive', label: 'Inactive, not bookable' },
          ]}
          {...form.getInputProps('status')}
        />
      </div>
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
      {facility && (
        <MaintenanceSection
          over={{ facility: facility.id }}
          zone={facility.location?.time_zone ?? site.time_zone}
        />
      )}
      {facility && <ScheduleLink id={facility.id} />}
      {facility && <HistoryLink subject={`facility:${facility.id}`} />}
    </PanelForm>
  );
}
