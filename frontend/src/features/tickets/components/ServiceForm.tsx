import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ServiceTicket } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { tell } from '@/ui/toasts';
import { saveService, serviceQuery, useRefreshTickets } from '../api';
import { PRIORITIES } from '../words';

const toValues = (ticket: ServiceTicket | undefined) => ({
  title: ticket?.title ?? '',
  description: ticket?.description ?? '',
  service_type: ticket?.service_type ?? '',
  facility: ticket?.facility ? String(ticket.facility.id) : null,
  due_date: ticket?.due_date ?? '',
  estimated_hours: (ticket?.estimated_hours ?? '') as number | string,
  priority: ticket?.priority ?? ('Medium' as const),
});

const describe = (ticket: ServiceTicket) => ({
  Title: ticket.title,
  Description: ticket.description ?? '',
  Type: ticket.service_type ?? '',
  Facility: ticket.facility?.name ?? '',
  Due: ticket.due_date ?? '',
  Hours: String(ticket.estimated_hours ?? ''),
});

interface Props {
  ticket: ServiceTicket | undefined;
  onClose: () => void;
  onSaved: (id: number) => void;
}

/** Everyone may ask for service, and say it better while it is open. Later those who work on it say how urgent it is. */
export function ServiceForm({ ticket, onClose, onSaved }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshTickets();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: ticket,
    toValues,
    validate: { title: (title) => (title.trim() === '' ? 'What is to be done?' : null) },
    save: ({ facility, due_date, estimated_hours, priority, ...words }, upon) =>
      saveService(
        {
          ...words,
          facility: facility === null ? null : Number(facility),
          due_date: due_date === '' ? null : due_date,
          estimated_hours: estimated_hours === '' ? null : Number(estimated_hours),
          ...(upon === undefined ? { priority } : {}),
        },
        upon && { id: upon.base.id, version: upon.version },
      ),
    reload: (id) => queries.query({ ...serviceQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.number} is saved.` : `${saved.number} is asked for.`);
      void refresh();
      onSaved(saved.id);
    },
  });

  return (
    <PanelForm
      title={ticket ? `Edit ${ticket.number}` : 'Request service'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={ticket ? 'Save' : 'Request service'}
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`service_ticket:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="What is to be done" required {...form.getInputProps('title')} />
      <Textarea
        label="Details"
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps('description')}
      />
      <FacilityField
        label="Where"
        placeholder="Not in a facility"
        value={form.getValues().facility}
        onChange={(facility) => form.setFieldValue('facility', facility)}
        error={form.errors.facility}
      />
      <TextInput
        label="Type"
        placeholder="Maintenance, installation, loan"
        maxLength={100}
        {...form.getInputProps('service_type')}
      />
      <Group grow align="flex-start">
        <TextInput type="date" label="Due" {...form.getInputProps('due_date')} />
        <NumberInput
          label="Estimated hours"
          min={0}
          step={0.5}
          {...form.getInputProps('estimated_hours')}
        />
      </Group>
      {!ticket && (
        <Select
          label="Priority"
          data={[...PRIORITIES]}
          allowDeselect={false}
          {...form.getInputProps('priority')}
        />
      )}
    </PanelForm>
  );
}
