import { Alert, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TimeEntry } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { StatusBadge } from '@/ui/StatusBadge';
import { foreignZone } from '@/ui/time/format';
import { tell, tellError } from '@/ui/toasts';
import { entryQuery, saveEntry, takeBackEntry, useRefreshTime } from '../api';
import { toDraft, toValues, validTimes } from '../entryValues';
import { hoursText, timesText } from '../hours';
import { EntryFields } from './EntryFields';

const describe = (entry: TimeEntry) => ({
  Day: entry.date,
  Times: timesText(entry),
  Hours: entry.total_hours === undefined ? '' : hoursText(entry.total_hours),
  Notes: entry.notes ?? '',
  Status: entry.status,
});

/** One's own entry, until it is approved. Changing a rejected one sends it in again. */
export function EntryForm({ entry, onClose }: { entry: TimeEntry; onClose: () => void }) {
  const queries = useQueryClient();
  const refresh = useRefreshTime();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: entry,
    toValues,
    validate: validTimes,
    save: (values, upon) =>
      saveEntry(entry.id, upon?.version ?? entry.version, toDraft(values, upon?.base ?? entry)),
    reload: (id) => queries.query({ ...entryQuery(id), staleTime: 0 }),
    onSaved: (saved) => {
      tell(`Saved. ${saved.remarks?.join(' ') ?? ''}`.trim());
      void refresh();
    },
  });
  const zone = foreignZone(entry.clock_in ?? entry.created_at, entry.time_zone);
  const shown = base ?? entry;

  return (
    <PanelForm
      title="Time"
      sub={<StatusBadge status={shown.status} />}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={shown.status === 'Rejected' ? 'Save and send in again' : 'Save'}
      actions={<TakeBackButton entry={shown} onDone={onClose} />}
    >
      {shown.rejection_reason !== undefined && (
        <Alert variant="default" title="Rejected">
          {shown.rejection_reason}
          {shown.rejected_by && `, ${shown.rejected_by.full_name}`}
        </Alert>
      )}
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`time_entry:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <EntryFields form={form} />
      <Text size="sm" c="dimmed">
        {shown.total_hours !== undefined && `${hoursText(shown.total_hours)} worked. `}
        {zone && `Times are ${zone}.`}
      </Text>
    </PanelForm>
  );
}

function TakeBackButton({ entry, onDone }: { entry: TimeEntry; onDone: () => void }) {
  const refresh = useRefreshTime();
  const takeBack = useMutation({
    mutationFn: () => takeBackEntry(entry.id),
    onSuccess: async () => {
      onDone();
      tell('The entry is taken back.');
      await refresh();
    },
    onError: (error) => tellError(error, 'Could not take it back'),
  });
  return (
    <Button
      variant="subtle"
      color="gray"
      loading={takeBack.isPending}
      onClick={() => takeBack.mutate()}
    >
      Take back
    </Button>
  );
}
