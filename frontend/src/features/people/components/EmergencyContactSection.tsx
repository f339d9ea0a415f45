import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EmergencyContact } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Facts } from '@/ui/Facts';
import { tell } from '@/ui/toasts';
import { emergencyContactQuery, saveEmergencyContact } from '../api';

/** Whom to call. Only managers and the person themselves get to see this. */
export function EmergencyContactSection({ personId }: { personId: number }) {
  const { data, error } = useQuery(emergencyContactQuery(personId));
  const [editing, setEditing] = useState(false);

  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={3}>Emergency contact</Title>
        {data && !editing && (
          <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
            Change
          </Button>
        )}
      </Group>
      {error && <ErrorNotice error={error} />}
      {data && editing && (
        <ContactForm personId={personId} contact={data} onDone={() => setEditing(false)} />
      )}
      {data && !editing && (
        <>
          <Facts
            facts={[
              ['Name', data.name],
              ['Relationship', data.relationship],
              ['Phone', data.phone],
            ]}
          />
          {!data.name && !data.phone && (
            <Text size="sm" c="dimmed">
              Nobody is named yet.
            </Text>
          )}
        </>
      )}
    </section>
  );
}

interface FormProps {
  personId: number;
  contact: EmergencyContact;
  onDone: () => void;
}

function ContactForm({ personId, contact, onDone }: FormProps) {
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      name: contact.name ?? '',
      relationship: contact.relationship ?? '',
      phone: contact.phone ?? '',
    },
  });
  const save = useMutation({
    mutationFn: () => saveEmergencyContact(personId, form.getValues()),
    onSuccess: async () => {
      await queries.invalidateQueries(emergencyContactQuery(personId));
      tell('The emergency contact is saved.');
      onDone();
    },
  });
  // Not a form of its own: it stands inside the person's.
  return (
    <Stack gap="xs">
      {save.isError && <ErrorNotice error={save.error} />}
      <TextInput label="Name" {...form.getInputProps('name')} />
      <TextInput label="Relationship" {...form.getInputProps('relationship')} />
      <TextInput label="Phone" type="tel" {...form.getInputProps('phone')} />
      <Group gap="xs">
        <Button size="xs" loading={save.isPending} onClick={() => save.mutate()}>
          Save the contact
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Leave it
        </Button>
      </Group>
    </Stack>
  );
}
