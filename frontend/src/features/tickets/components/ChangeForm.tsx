import { Button, Group, Input, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ChangeRequest } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { StatusBadge } from '@/ui/StatusBadge';
import { tell, tellError } from '@/ui/toasts';
import { useRefreshTickets } from '../api';
import { CHANGE_TYPES, changeQuery, moveChange, saveChange, STEPS } from '../changes';
import { PRIORITIES } from '../words';

const toValues = (change: ChangeRequest | undefined) => ({
  title: change?.title ?? '',
  change_type: change?.change_type ?? ('' as ChangeRequest['change_type'] | ''),
  priority: change?.priority ?? ('Medium' as const),
  description: change?.description ?? '',
  justification: change?.justification ?? '',
  impact: change?.impact ?? '',
  proposed_date: change?.proposed_date ?? '',
  estimated_hours: (change?.estimated_hours ?? '') as number | string,
  assignee: change?.assignee ? String(change.assignee.id) : undefined,
});

const describe = (change: ChangeRequest) => ({
  Title: change.title,
  Type: change.change_type,
  Priority: change.priority,
  Description: change.description ?? '',
  Justification: change.justification ?? '',
  Impact: change.impact ?? '',
  'Proposed date': change.proposed_date ?? '',
  Hours: String(change.estimated_hours ?? ''),
  'To be reviewed by': change.assignee?.full_name ?? '',
});

interface Props {
  change: ChangeRequest | undefined;
  onClose: () => void;
  onCreated: (id: number) => void;
}

/** A draft is its author's alone to write; submitting it hands it over. */
export function ChangeForm({ change, onClose, onCreated }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshTickets();
  const thenSubmit = useRef(false);

  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: change,
    toValues,
    validate: {
      title: (title) => (title.trim() === '' ? 'A change needs a title.' : null),
      change_type: (type) => (type === '' ? 'What sort of change is it?' : null),
    },
    save: ({ change_type, estimated_hours, proposed_date, assignee, ...values }, upon) =>
      saveChange(
        {
          ...values,
          change_type: change_type as ChangeRequest['change_type'],
          estimated_hours: estimated_hours === '' ? null : Number(estimated_hours),
          proposed_date: proposed_date === '' ? null : proposed_date,
          assignee: assignee === undefined ? null : Number(assignee),
        },
        upon?.base.id,
        upon?.version,
      ),
    reload: (id) => queries.query({ ...changeQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      void handOver(saved).finally(() => {
        void refresh();
        if (!before) onCreated(saved.id);
      });
    },
  });

  const handOver = async (saved: ChangeRequest) => {
    if (!thenSubmit.current) {
      tell(`${saved.number} is saved as a draft.`);
      return;
    }
    thenSubmit.current = false;
    try {
      await moveChange(saved.id, 'submit');
      tell(`${saved.number} is submitted; a manager decides.`);
    } catch (failed) {
      tellError(failed, `${saved.number} is saved, but not submitted`);
    }
  };

  return (
    <PanelForm
      title={change ? `${change.number} ${change.title}` : 'New change request'}
      sub={change && <StatusBadge status={change.status} />}
      onClose={onClose}
      onSubmit={(event) => {
        const button = (event?.nativeEvent as SubmitEvent | undefined)?.submitter;
        thenSubmit.current = button?.dataset.then === 'submit';
        submit(event);
      }}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel="Save draft"
      actions={
        <Button type="submit" form="panel-form" variant="default" data-then="submit">
          {STEPS.submit}
        </Button>
      }
    >
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`change_request:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <TextInput label="Title" required {...form.getInputProps('title')} />
      <Group grow align="flex-start">
        <Select
          label="Type"
          required
          placeholder="Choose one"
          searchable
          data={[...CHANGE_TYPES]}
          {...form.getInputProps('change_type')}
        />
        <Select
          label="Priority"
          data={[...PRIORITIES]}
          allowDeselect={false}
          {...form.getInputProps('priority')}
        />
      </Group>
      <Textarea
        label="What is to change"
        autosize
        minRows={3}
        maxRows={10}
        {...form.getInputProps('description')}
      />
      <Textarea
        label="Why"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('justification')}
      />
      <Textarea
        label="What it touches, and how to go back"
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('impact')}
      />
      <Group grow align="flex-start">
        <TextInput type="date" label="Proposed date" {...form.getInputProps('proposed_date')} />
        <NumberInput
          label="Estimated hours"
          min={0}
          step={0.5}
          {...form.getInputProps('estimated_hours')}
        />
      </Group>
      <Input.Wrapper
        label="To be reviewed by"
        labelElement="div"
        description="A manager or administrator; nobody named means any of them."
        descriptionProps={{ mb: 5 }}
        error={form.errors.assignee}
      >
        <PersonSelect
          label="To be reviewed by"
          value={form.getValues().assignee}
          onChange={(id) => form.setFieldValue('assignee', id ?? undefined)}
        />
      </Input.Wrapper>
    </PanelForm>
  );
}
