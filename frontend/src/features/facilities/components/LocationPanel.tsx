import { Anchor, Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useRights, useSite } from '@/api/reference';
import type { Location } from '@/api/types';
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
import { tell, tellError } from '@/ui/toasts';
import {
  archiveLocation,
  locationQuery,
  restoreLocation,
  saveLocation,
  useRefreshFacilities,
} from '../api';

interface Props {
  id: string;
  onClose: () => void;
}

export function LocationPanel({ id, onClose }: Props) {
  const { editFacilities } = useRights();
  const creating = id === 'new';
  const { data, error } = useQuery({ ...locationQuery(Number(id)), enabled: !creating });

  if (creating && editFacilities) return <LocationForm location={undefined} onClose={onClose} />;
  if (!data) {
    return (
      <SidePanel title="Location" onClose={onClose}>
        {error ? <ErrorNotice error={error} /> : <Loading />}
      </SidePanel>
    );
  }
  if (editFacilities && !data.archived_at)
    return <LocationForm location={data} onClose={onClose} />;
  return (
    <SidePanel
      title={data.name}
      onClose={onClose}
      footer={data.archived_at && editFacilities ? <RestoreButton id={data.id} /> : undefined}
    >
      <Facts
        facts={[
          ['Time zone', data.time_zone],
          ['Address', data.address],
          ['Description', data.description],
        ]}
      />
    </SidePanel>
  );
}

const describe = (location: Location) => ({
  Name: location.name,
  'Time zone': location.time_zone,
  Address: location.address ?? '',
  Description: location.description ?? '',
});

function LocationForm({
  location,
  onClose,
}: {
  location: Location | undefined;
  onClose: () => void;
}) {
  const site = useSite();
  const queries = useQueryClient();
  const refresh = useRefreshFacilities();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: location,
    toValues: (row: Location | undefined) => ({
      name: row?.name ?? '',
      time_zone: row?.time_zone ?? site.time_zone,
      address: row?.address ?? '',
      description: row?.description ?? '',
    }),
    validate: { name: (name) => (name.trim() === '' ? 'A location needs a name.' : null) },
    save: (values, upon) => saveLocation(values, upon?.base.id, upon?.version),
    reload: (id) => queries.query({ ...locationQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={location ? location.name : 'New location'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={location ? 'Save' : 'Create location'}
      actions={
        location && (
          <ArchiveButton
            name={location.name}
            archive={() => archiveLocation(location.id)}
            restore={() => restoreLocation(location.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`location:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <Select
        label="Time zone"
        description="Its events are planned on these clocks."
        searchable
        allowDeselect={false}
        limit={80}
        data={[
          ...new Set([
            site.time_zone,
            form.values.time_zone,
            'UTC',
            ...Intl.supportedValuesOf('timeZone'),
          ]),
        ]}
        {...form.getInputProps('time_zone')}
      />
      <Textarea label="Address" autosize minRows={2} {...form.getInputProps('address')} />
      <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
      {location && (
        <Anchor component={Link} to={`/facilities?location=${location.id}`} size="sm">
          Its facilities
        </Anchor>
      )}
      {location && <HistoryLink subject={`location:${location.id}`} />}
    </PanelForm>
  );
}

function RestoreButton({ id }: { id: number }) {
  const refresh = useRefreshFacilities();
  const restore = useMutation({
    mutationFn: () => restoreLocation(id),
    onSuccess: refresh,
    onError: (error) => tellError(error),
  });
  return (
    <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
      Restore
    </Button>
  );
}
