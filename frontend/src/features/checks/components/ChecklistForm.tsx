import { Button, Fieldset, Group, MultiSelect, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { Checklist } from '@/api/types';
import { ArchiveButton } from '@/ui/ArchiveButton';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { tell } from '@/ui/toasts';
import {
  archiveChecklist,
  checklistQuery,
  restoreChecklist,
  saveChecklist,
  useRefreshChecks,
} from '../api';
import { FACILITY_KINDS, fromLines, toLines } from '../words';

const toValues = (checklist: Checklist | undefined) => ({
  name: checklist?.name ?? '',
  description: checklist?.description ?? '',
  facility_kinds: checklist?.facility_kinds ?? [],
  departments: (checklist?.departments ?? []).map(({ name, items }) => ({
    name,
    items: toLines(items),
  })),
});

const describe = (checklist: Checklist) => ({
  Name: checklist.name,
  For: checklist.facility_kinds.join(', '),
  Description: checklist.description ?? '',
  Items: checklist.departments.map(({ name, items }) => `${name}: ${toLines(items)}`).join('; '),
});

interface Props {
  checklist: Checklist | undefined;
  onClose: () => void;
}

/** Departments are fields, their items lines: quick to type, and a line moves by cutting it. */
export function ChecklistForm({ checklist, onClose }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshChecks();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: checklist,
    toValues,
    validate: { name: (name) => (name.trim() === '' ? 'A checklist needs a name.' : null) },
    save: ({ departments, ...values }, upon) =>
      saveChecklist(
        {
          ...values,
          // A new one without departments gets the standard ones.
          ...(upon || departments.length > 0
            ? {
                departments: departments.map(({ name, items }) => ({
                  name,
                  items: fromLines(items),
                })),
              }
            : {}),
        },
        upon?.base.id,
        upon?.version,
      ),
    reload: (id) => queries.query({ ...checklistQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(
        before
          ? `${saved.name} is saved. Checks begun before keep their items.`
          : `${saved.name} is created.`,
      );
      void refresh();
      if (!before) onClose();
    },
  });
  const { departments } = form.values;

  return (
    <PanelForm
      title={checklist ? checklist.name : 'New checklist'}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={checklist ? 'Save' : 'Create checklist'}
      actions={
        checklist && (
          <ArchiveButton
            name={checklist.name}
            archive={() => archiveChecklist(checklist.id)}
            restore={() => restoreChecklist(checklist.id)}
            refresh={refresh}
            onDone={onClose}
          />
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`checklist:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <MultiSelect
        label="For facilities of kind"
        description="None chosen means every kind."
        data={[...FACILITY_KINDS]}
        clearable
        {...form.getInputProps('facility_kinds')}
      />
      <Textarea
        label="Description"
        autosize
        minRows={1}
        maxRows={6}
        {...form.getInputProps('description')}
      />
      {!checklist && departments.length === 0 && (
        <Text size="sm" c="dimmed">
          It begins with the standard daily check of video, audio and annunciator, unless you add
          departments here.
        </Text>
      )}
      {departments.map((department, index) => (
        <Fieldset key={index} legend={department.name || 'New department'}>
          <TextInput
            label="Department"
            required
            {...form.getInputProps(`departments.${index}.name`)}
          />
          <Textarea
            label="Items, one a line"
            description="What good looks like may follow a colon: Switcher: every bus cuts"
            autosize
            minRows={3}
            maxRows={14}
            mt="xs"
            {...form.getInputProps(`departments.${index}.items`)}
          />
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            mt="xs"
            onClick={() => form.removeListItem('departments', index)}
          >
            Remove {department.name || 'this department'}
          </Button>
        </Fieldset>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem('departments', { name: '', items: '' })}
        >
          Add a department
        </Button>
      </Group>
      {checklist && <HistoryLink subject={`checklist:${checklist.id}`} />}
    </PanelForm>
  );
}
