import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode, SyntheticEvent } from 'react';
import { SidePanel } from '../SidePanel';
import { UnsavedGuard } from './UnsavedGuard';

interface Props {
  title: string;
  sub?: ReactNode;
  onClose: () => void;
  onSubmit: (event?: SyntheticEvent<HTMLFormElement>) => void;
  isDirty: () => boolean;
  saving: boolean;
  saveLabel: string;
  /** Buttons beside the save button: archive, cancel an event. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A form in the side panel. Ctrl+Enter saves from any of its fields. */
export function PanelForm(props: Props) {
  const { title, sub, onClose, onSubmit, isDirty, saving, saveLabel, actions, children } = props;
  return (
    <SidePanel
      title={title}
      sub={sub}
      onClose={onClose}
      footer={
        <Group justify="space-between">
          <Group gap="xs">
            <Button type="submit" form={FORM} loading={saving}>
              {saveLabel}
            </Button>
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
          </Group>
          {actions}
        </Group>
      }
    >
      {/* Ctrl+Enter is a shortcut of the submit button below. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        id={FORM}
        noValidate
        onSubmit={onSubmit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.currentTarget.requestSubmit();
          }
        }}
      >
        <Stack gap="sm">{children}</Stack>
      </form>
      <UnsavedGuard isDirty={isDirty} />
    </SidePanel>
  );
}

const FORM = 'panel-form';
