import { Button, Group, SegmentedControl, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewScheduleTemplate, ScheduleTemplate } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { HistoryLink } from '@/ui/HistoryLink';
import { oneOf } from '@/ui/oneOf';
import { tell, tellError, tellWithUndo } from '@/ui/toasts';
import { deleteTemplate, saveTemplate, templateQuery, useRefreshTemplates } from './api';
import {
  entryBody,
  entryError,
  entryValues,
  inOrder,
  templateBody,
  type EntryValues,
} from './entries';
import { EntryList } from './EntryList';

interface Values {
  name: string;
  description: string;
  span: 'day' | 'week';
  entries: EntryValues[];
  /** Only of a new one: by hand, or from what is planned from this day on. */
  byHand: boolean;
  from: string | null;
  facility: string | null;
  people: boolean;
  equipment: boolean;
}

const toValues = (template: ScheduleTemplate | undefined): Values => ({
  name: template?.name ?? '',
  description: template?.description ?? '',
  span: template?.span ?? 'day',
  entries: (template?.entries ?? []).map(entryValues),
  byHand: template !== undefined,
  from: null,
  facility: null,
  people: true,
  equipment: true,
});

function bodyOf(values: Values): NewScheduleTemplate {
  const { name, description, span } = values;
  if (values.byHand) {
    return { name, description, span, entries: inOrder(values.entries).map(entryBody) };
  }
  const { from, people, equipment } = values;
  const facility = values.facility === null ? null : Number(values.facility);
  return { name, description, span, from, facility, people, equipment };
}

const describe = (template: ScheduleTemplate) => ({
  Name: template.name,
  Description: template.description ?? '',
  Events: template.entries
    .map(({ title, start_time, end_time }) => `${title} ${start_time} to ${end_time}`)
    .join(', '),
});

interface Props {
  template: ScheduleTemplate | undefined;
  onClose: () => void;
  onMade: (id: number) => void;
  onApply: (id: number) => void;
}

export function TemplateForm({ template, onClose, onMade, onApply }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshTemplates();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: template,
    toValues,
    validate: {
      name: (name) => (name.trim() === '' ? 'A template needs a name.' : null),
      from: (from, { byHand }) => (byHand || from !== null ? null : 'Choose a day.'),
      entries: (entries) => {
        const wrong = entries.find((entry) => entryError(entry) !== null);
        return wrong ? `${wrong.title || 'An event'}: ${entryError(wrong) ?? ''}` : null;
      },
    },
    save: (values, upon) => saveTemplate(bodyOf(values), upon?.base.id, upon?.version),
    reload: (id) => queries.query({ ...templateQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(before ? `${saved.name} is saved.` : `${saved.name} is created.`);
      void refresh();
      if (!before) onMade(saved.id);
    },
  });
  const remove = useMutation({
    mutationFn: (gone: ScheduleTemplate) => deleteTemplate(gone.id, gone.version),
    onSuccess: async (_, gone) => {
      onClose();
      await refresh();
      tellWithUndo(`${gone.name} is deleted. What was made of it stays.`, async () => {
        await saveTemplate(templateBody(gone));
        await refresh();
      });
    },
    onError: (reason) => tellError(reason, 'Could not delete the template'),
  });

  const { span, byHand } = form.values;
  return (
    <PanelForm
      title={template ? template.name : 'New template'}
      sub={template && (template.span === 'day' ? 'A day' : 'A week')}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={template ? 'Save' : 'Create template'}
      actions={
        base && (
          <Group gap="xs">
            <Button
              variant="default"
              disabled={form.isDirty()}
              title={form.isDirty() ? 'Save it first' : undefined}
              onClick={() => onApply(base.id)}
            >
              Apply
            </Button>
            <Button
              variant="subtle"
              color="gray"
              loading={remove.isPending}
              onClick={() => remove.mutate(base)}
            >
              Delete
            </Button>
          </Group>
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`schedule_template:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Name" required {...form.getInputProps('name')} />
      <SegmentedControl
        aria-label="Length"
        data={[
          { value: 'day', label: 'A day' },
          { value: 'week', label: 'A week' },
        ]}
        value={span}
        onChange={(next) =>
          form.setFieldValue('span', oneOf(['day', 'week'] as const, next) ?? 'day')
        }
      />
      {!template && (
        <SegmentedControl
          aria-label="Made"
          data={[
            { value: 'schedule', label: 'From the schedule' },
            { value: 'hand', label: 'By hand' },
          ]}
          value={byHand ? 'hand' : 'schedule'}
          onChange={(way) => form.setFieldValue('byHand', way === 'hand')}
        />
      )}
      {byHand ? (
        <EntryList
          span={span}
          entries={form.values.entries}
          onChange={(entries) => form.setFieldValue('entries', entries)}
          error={form.errors.entries}
        />
      ) : (
        <>
          <DateInput
            label={span === 'day' ? 'As planned on' : 'As planned for seven days from'}
            valueFormat="ddd D MMM YYYY"
            {...form.getInputProps('from')}
          />
          <FacilityField
            label="Only of one facility"
            placeholder="All of them"
            value={form.values.facility}
            onChange={(facility) => form.setFieldValue('facility', facility)}
          />
          <Group gap="lg">
            <Switch label="With people" {...form.getInputProps('people', { type: 'checkbox' })} />
            <Switch
              label="With equipment"
              {...form.getInputProps('equipment', { type: 'checkbox' })}
            />
          </Group>
          <Text size="sm" c="dimmed">
            Its events can be edited afterwards.
          </Text>
        </>
      )}
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
      {template && <HistoryLink subject={`schedule_template:${template.id}`} />}
    </PanelForm>
  );
}
