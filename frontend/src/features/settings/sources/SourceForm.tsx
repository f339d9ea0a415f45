import { Checkbox, NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { NewScheduleSource, ScheduleSource } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { tell } from '@/ui/toasts';
import { archiveSource, restoreSource, saveSource, sourceQuery, useRefreshSources } from './api';

const SHORTEST = 5;
const LONGEST = 1440;

const describe = (source: ScheduleSource) => ({
  Name: source.name,
  Address: source.address,
  Header: source.key_header ?? '',
  Minutes: String(source.interval_minutes),
  'Time zone': source.time_zone,
  Active: source.is_active ? 'yes' : 'no',
  'Create facilities': source.create_missing ? 'yes' : 'no',
});

interface Props {
  source: ScheduleSource | undefined;
  onClose: () => void;
  top?: ReactNode;
}

/** Where a source lies, its key, and how often it is read. */
export function SourceForm({ source, onClose, top }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshSources();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: source,
    toValues: (row: ScheduleSource | undefined) => ({
      name: row?.name ?? '',
      address: row?.address ?? '',
      key: '',
      clear_key: false,
      key_header: row?.key_header ?? '',
      interval_minutes: row?.interval_minutes ?? 60,
      time_zone: row?.time_zone ?? '',
      create_missing: row?.create_missing ?? false,
      is_active: row?.is_active ?? true,
    }),
    validate: {
      name: (name) => (name.trim() === '' ? 'A source needs a name.' : null),
      address: (address) =>
        /^https?:\/\//.test(address.trim()) ? null : 'An address begins with https:// or http://.',
      interval_minutes: (minutes) =>
        minutes >= SHORTEST && minutes <= LONGEST
          ? null
          : `From ${SHORTEST} to ${LONGEST.toLocaleString()} minutes.`,
    },
    save: ({ key, clear_key, ...values }, upon) => {
      // The key is never shown, so an empty field means that it stays.
      const keys = key ? { key } : clear_key ? { key: '' } : {};
      const body: NewScheduleSource = { ...values, ...keys };
      return saveSource(body, upon?.base.id, upon?.version);
    },
    reload: (id) => queries.query({ ...sourceQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is set up and read at once.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={source ? source.name : 'New schedule source'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={source ? 'Save' : 'Set up'}
      actions={
        source && (
          <ArchiveButton
            name={source.name}
            archive={() => archiveSource(source.id)}
            restore={() => restoreSource(source.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {top}
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`schedule_source:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <TextInput
        label="Address"
        required
        type="url"
        placeholder="https://"
        description="CSV, Excel, iCalendar, XMLTV or frab; outside of the station's own network"
        {...form.getInputProps('address')}
      />
      <PasswordInput
        label="Key"
        autoComplete="off"
        description={
          source?.has_key
            ? 'One is set. It is kept encrypted and never shown; type to replace it'
            : 'Kept encrypted and never shown again'
        }
        {...form.getInputProps('key')}
      />
      {source?.has_key && (
        <Checkbox
          label="Forget the key"
          {...form.getInputProps('clear_key', { type: 'checkbox' })}
        />
      )}
      <TextInput
        label="Header of the key"
        placeholder="Authorization: Bearer"
        description="Such as X-API-Key; a bearer token if left empty"
        {...form.getInputProps('key_header')}
      />
      <NumberInput
        label="Read every so many minutes"
        min={SHORTEST}
        max={LONGEST}
        clampBehavior="none"
        allowDecimal={false}
        {...form.getInputProps('interval_minutes')}
      />
      <TextInput
        label="Time zone"
        placeholder="The station's"
        description="Of times that name none, such as Europe/Dublin"
        {...form.getInputProps('time_zone')}
      />
      <Checkbox
        label="Create facilities that are missing"
        {...form.getInputProps('create_missing', { type: 'checkbox' })}
      />
      <Switch
        label="Read it by itself"
        {...form.getInputProps('is_active', { type: 'checkbox' })}
      />
      {source && <HistoryLink subject={`schedule_source:${source.id}`} />}
    </PanelForm>
  );
}
