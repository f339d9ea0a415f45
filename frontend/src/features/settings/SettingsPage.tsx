import { Alert, Button, NumberInput, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { ApiError } from '@/api/errors';
import { useRights } from '@/api/reference';
import type { Setting, SettingValues } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { UnsavedGuard } from '@/ui/forms/UnsavedGuard';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { tell } from '@/ui/toasts';
import { WithPanel } from '@/ui/WithPanel';
import { settingsQuery, useSaveSettings } from './api';
import { SettingsTabs } from './components/SettingsTabs';

/** The rules of the station that its administrators set. */
export function SettingsPage() {
  const { editSettings, editShifts } = useRights();
  if (!editSettings) {
    return <Navigate to={editShifts ? '/admin/shift-patterns' : '/admin/incident-types'} replace />;
  }
  return <Rules />;
}

function Rules() {
  const query = useQuery(settingsQuery);
  const save = useSaveSettings();
  const [typed, setTyped] = useState<SettingValues>({});
  const isDirty = () => Object.keys(typed).length > 0;
  const errors = save.error instanceof ApiError ? save.error.errors : {};

  const change = (setting: Setting, value: boolean | number | '') =>
    setTyped((before) => {
      const others = Object.entries(before).filter(([key]) => key !== setting.key);
      if (value !== setting.value) others.push([setting.key, value]);
      return Object.fromEntries(others);
    });

  return (
    <WithPanel>
      <PageHeader title="Settings">
        {isDirty() && (
          <Button variant="default" onClick={() => setTyped({})}>
            Discard
          </Button>
        )}
        <Button
          disabled={!isDirty()}
          loading={save.isPending}
          onClick={() =>
            save.mutate(typed, {
              onSuccess: () => {
                setTyped({});
                tell('The settings are saved.');
              },
            })
          }
        >
          Save
        </Button>
      </PageHeader>
      <SettingsTabs />
      {save.isError && <ErrorNotice error={save.error} title="Nothing was saved" />}
      <ListBody
        query={query}
        isEmpty={(settings) => settings.length === 0}
        empty={<EmptyState title="There is nothing to set" />}
      >
        {(settings) => (
          <Stack gap="xl" maw="44rem" mt="sm">
            {[...new Set(settings.map(({ group }) => group))].map((group) => (
              <section key={group}>
                <Title order={2} mb="sm">
                  {group}
                </Title>
                <Stack gap="md">
                  {settings
                    .filter((setting) => setting.group === group)
                    .map((setting) => (
                      <SettingField
                        key={setting.key}
                        setting={setting}
                        value={typed[setting.key] ?? setting.value}
                        error={errors[setting.key]?.join(' ')}
                        onChange={(value) => change(setting, value)}
                      />
                    ))}
                </Stack>
              </section>
            ))}
            <Alert variant="default">
              <Text size="sm">Who changed a setting, and what it was before, is on record.</Text>
            </Alert>
          </Stack>
        )}
      </ListBody>
      <UnsavedGuard isDirty={isDirty} />
    </WithPanel>
  );
}

interface FieldProps {
  setting: Setting;
  value: SettingValues[string];
  error: string | undefined;
  onChange: (value: boolean | number | '') => void;
}

function SettingField({ setting, value, error, onChange }: FieldProps) {
  const { label, help, kind, minimum, maximum, unit } = setting;
  if (kind === 'switch') {
    return (
      <Switch
        label={label}
        description={help}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  const bounds = `${String(minimum)} to ${String(maximum)}${unit ? ` ${unit}` : ''}, usually ${String(setting.default)}.`;
  return (
    <NumberInput
      label={label}
      description={help ? `${help} ${bounds}` : bounds}
      error={error}
      maw="26rem"
      suffix={unit ? ` ${unit}` : ''}
      {...(minimum === undefined ? {} : { min: minimum })}
      {...(maximum === undefined ? {} : { max: maximum })}
      clampBehavior="none"
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : '')}
    />
  );
}
