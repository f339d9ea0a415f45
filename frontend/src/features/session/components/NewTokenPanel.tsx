import { Alert, Button, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { ApiError } from '@/api/errors';
import type { MadeApiToken } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { PanelForm } from '@/ui/forms/PanelForm';
import { SidePanel } from '@/ui/SidePanel';
import { useCreateToken } from '../api';
import { LEVELS, MODULES, scopesOf, type Level, type ModuleName } from '../scopes';

const LASTS = [
  { value: '7', label: 'A week' },
  { value: '30', label: 'A month' },
  { value: '90', label: 'Three months' },
  { value: '365', label: 'A year' },
];
const NOTHING: Record<ModuleName, Level> = {
  scheduling: 'none',
  facilities: 'none',
  tickets: 'none',
  people: 'none',
  notifications: 'none',
  station: 'none',
};

/** Makes a token, then shows it for the one time that it can be shown. */
export function NewTokenPanel({ onClose }: { onClose: () => void }) {
  const [leaving, setLeaving] = useState(false);
  const create = useCreateToken();
  const form = useForm({
    initialValues: { name: '', days: '90', levels: NOTHING },
    validate: {
      name: (name) => (name.trim() === '' ? 'Name the program it is for.' : null),
      levels: (levels) => (scopesOf(levels).length === 0 ? 'Choose at least one part.' : null),
    },
  });
  if (create.data) return <TokenShown token={create.data} onClose={onClose} />;
  return (
    <PanelForm
      title="New API token"
      onClose={() => {
        setLeaving(true);
        onClose();
      }}
      onSubmit={form.onSubmit(({ name, days, levels }) =>
        create.mutate(
          { name, scopes: scopesOf(levels), days: Number(days) },
          {
            onError: (error) => {
              if (error instanceof ApiError && error.errors.name) {
                form.setFieldError('name', error.errors.name.join(' '));
              }
            },
          },
        ),
      )}
      isDirty={() => !leaving && form.isDirty() && create.isIdle}
      saving={create.isPending}
      saveLabel="Make the token"
    >
      {create.error && <ErrorNotice error={create.error} title="No token was made" />}
      <TextInput
        label="Name"
        description="The program it is for"
        maxLength={100}
        {...form.getInputProps('name')}
      />
      <Select
        label="Runs out in"
        allowDeselect={false}
        data={LASTS}
        {...form.getInputProps('days')}
      />
      {MODULES.map(({ module, label }) => (
        <Select
          key={module}
          label={label}
          allowDeselect={false}
          data={LEVELS}
          {...form.getInputProps(`levels.${module}`)}
        />
      ))}
      {form.errors.levels && (
        <Text size="sm" c="var(--tone-bad)" role="alert">
          {form.errors.levels}
        </Text>
      )}
    </PanelForm>
  );
}

/** Nothing keeps it: not the station, and not this page. */
function TokenShown({ token, onClose }: { token: MadeApiToken; onClose: () => void }) {
  return (
    <SidePanel
      title={token.name}
      onClose={onClose}
      footer={
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Stack gap="sm">
        <Alert variant="default" title="This token is shown once">
          Whoever has it can do what you made it for. Copy it now into the program; it can be
          revoked at any time.
        </Alert>
        <TextInput
          label="Token"
          readOnly
          value={token.token}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Text size="sm" c="dimmed">
          Programs send it as the header Authorization: Bearer, followed by the token.
        </Text>
      </Stack>
    </SidePanel>
  );
}
