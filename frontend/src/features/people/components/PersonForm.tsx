import { Autocomplete, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { personQuery, useRights } from '@/api/reference';
import type { Profile } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { StatusBadge } from '@/ui/StatusBadge';
import { tell } from '@/ui/toasts';
import { saveProfile, useRefreshPeople } from '../api';
import { DEPARTMENTS, FLAGS, type Flag, type Role, roleName, ROLES } from '../words';
import { PersonActions } from './PersonActions';

const toValues = (person: Profile | undefined) => ({
  full_name: person?.full_name ?? '',
  email: person?.email ?? '',
  phone: person?.phone ?? '',
  position: person?.position ?? '',
  department: person?.department ?? '',
  start_date: person?.start_date ?? null,
  role: (person?.role ?? 'operator') as Role,
  flags: (person?.flags ?? []) as Flag[],
});

const describe = (person: Profile) => ({
  Name: person.full_name,
  'E-mail': person.email,
  Phone: person.phone ?? '',
  Position: person.position ?? '',
  Department: person.department ?? '',
  Started: person.start_date ?? '',
  Role: roleName(person.role),
  'Extra rights': person.flags.join(', '),
  Status: person.status,
});

interface Props {
  person: Profile | undefined;
  onClose: () => void;
  children?: ReactNode;
}

export function PersonForm({ person, onClose, children }: Props) {
  const { editRoles } = useRights();
  const queries = useQueryClient();
  const refresh = useRefreshPeople();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: person,
    toValues,
    validate: {
      full_name: (name) => (name.trim() === '' ? 'A person needs a name.' : null),
      email: (email) =>
        email.includes('@') ? null : 'Enter an e-mail address; the invitation goes there.',
    },
    save: ({ role, flags, ...values }, upon) =>
      // Roles are the administrators’: others would be refused for sending them back unchanged.
      saveProfile(editRoles ? { ...values, role, flags } : values, upon?.base.id, upon?.version),
    reload: (id) => queries.query({ ...personQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.full_name} is saved.` : `${saved.full_name} is created and invited.`);
      void refresh();
      if (!before) onClose();
    },
  });

  return (
    <PanelForm
      title={person ? person.full_name : 'New person'}
      sub={person && <StatusBadge status={person.status} />}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={person ? 'Save' : 'Create and invite'}
      actions={person && <PersonActions person={person} />}
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`person:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('full_name')} />
      <TextInput label="E-mail" type="email" required {...form.getInputProps('email')} />
      <Group grow align="flex-start">
        <TextInput label="Position" {...form.getInputProps('position')} />
        <Autocomplete label="Department" data={DEPARTMENTS} {...form.getInputProps('department')} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label="Phone" type="tel" {...form.getInputProps('phone')} />
        <DateInput
          label="Started"
          clearable
          valueFormat="D MMM YYYY"
          {...form.getInputProps('start_date')}
        />
      </Group>
      {editRoles && (
        <>
          <Select label="Role" data={ROLES} allowDeselect={false} {...form.getInputProps('role')} />
          <Checkbox.Group label="Extra rights" {...form.getInputProps('flags')}>
            <Group gap="xs" mt={4}>
              {FLAGS.map(({ value, label, hint }) => (
                <Checkbox key={value} value={value} label={label} description={hint} w="100%" />
              ))}
            </Group>
          </Checkbox.Group>
        </>
      )}
      {children}
    </PanelForm>
  );
}
