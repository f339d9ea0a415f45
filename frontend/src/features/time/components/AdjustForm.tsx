import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '@/api/errors';
import type { TimeEntry } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { PanelForm } from '@/ui/forms/PanelForm';
import { tell } from '@/ui/toasts';
import { adjustEntry, useRefreshTime } from '../api';
import { toDraft, toValues, validTimes, type EntryValues } from '../entryValues';
import { hoursText } from '../hours';
import { EntryFields } from './EntryFields';

/** Changes an approved entry, with the reason. What it was before is kept. */
export function AdjustForm({ entry, onClose }: { entry: TimeEntry; onClose: () => void }) {
  const refresh = useRefreshTime();
  const form = useForm<EntryValues>({ initialValues: toValues(entry), validate: validTimes });
  const words = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? 'An adjustment needs a reason.' : null) },
  });
  const adjust = useMutation({
    mutationFn: (values: EntryValues) =>
      adjustEntry(entry.id, entry.version, toDraft(values, entry), words.getValues().reason.trim()),
    onSuccess: async ({ total_hours = 0 }) => {
      form.resetDirty();
      words.resetDirty();
      tell(`Adjusted: ${hoursText(total_hours)}.`);
      onClose();
      await refresh();
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      for (const [field, messages] of Object.entries(error.errors)) {
        form.setFieldError(field, messages.join(' '));
      }
    },
  });
  return (
    <PanelForm
      title={`Adjust: ${entry.user.full_name}`}
      onClose={onClose}
      onSubmit={form.onSubmit((values) => {
        if (!words.validate().hasErrors) adjust.mutate(values);
      })}
      isDirty={() => form.isDirty() || words.isDirty()}
      saving={adjust.isPending}
      saveLabel="Adjust"
    >
      {adjust.error && <ErrorNotice error={adjust.error} />}
      <Text size="sm" c="dimmed">
        Approved time is changed by an adjustment alone. What it was, and why it was changed, is
        kept and told to {entry.user.full_name}.
      </Text>
      <EntryFields form={form} />
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxRows={6}
        {...words.getInputProps('reason')}
      />
    </PanelForm>
  );
}
