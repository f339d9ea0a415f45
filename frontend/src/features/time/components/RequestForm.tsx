import { Alert, Group, SegmentedControl, Select, Text, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQueryClient } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import type { TimeOff } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { PanelForm } from '@/ui/forms/PanelForm';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { TimeField } from '@/ui/forms/TimeField';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { StatusBadge } from '@/ui/StatusBadge';
import { readTime } from '@/ui/time/zone';
import { tell } from '@/ui/toasts';
import { requestQuery, saveRequest, useRefreshTime } from '../api';
import { dayCount, daysText } from '../hours';
import { LEAVE_TYPES } from '../words';

const MIDDAY = '13:00';
const PARTS = [
  { value: 'whole', label: 'Whole days' },
  { value: 'morning', label: 'Morning' },
  { value: 'afternoon', label: 'Afternoon' },
  { value: 'times', label: 'Times' },
];

interface Values {
  request_type: string;
  start_date: string;
  end_date: string;
  part: string;
  start_time: string;
  end_time: string;
  reason: string;
}

function partOf({ start_time = '', end_time = '' }: Partial<TimeOff>): string {
  if (start_time === '' && end_time === '') return 'whole';
  if (start_time === '' && end_time === MIDDAY) return 'morning';
  if (start_time === MIDDAY && end_time === '') return 'afternoon';
  return 'times';
}

const toValues =
  (today: string) =>
  (request: TimeOff | undefined): Values => ({
    request_type: request?.request_type ?? 'Annual leave',
    start_date: request?.start_date ?? today,
    end_date: request?.end_date ?? request?.start_date ?? today,
    part: partOf(request ?? {}),
    start_time: request?.start_time ?? '',
    end_time: request?.end_time ?? '',
    reason: request?.reason ?? '',
  });

const TIMES: Record<string, [string | null, string | null]> = {
  whole: [null, null],
  morning: [null, MIDDAY],
  afternoon: [MIDDAY, null],
};

function toBody({ part, ...values }: Values) {
  const [start_time, end_time] = TIMES[part] ?? [
    readTime(values.start_time),
    readTime(values.end_time),
  ];
  return { ...values, start_time, end_time };
}

const describe = (request: TimeOff) => ({
  When: daysText(request),
  Type: request.request_type,
  Reason: request.reason ?? '',
  Status: request.status,
});

interface Props {
  request: TimeOff | undefined;
  today: string;
  onClose: () => void;
  actions?: ReactNode;
}

/** Asking for time off, or changing what was asked for until it is approved. */
export function RequestForm({ request, today, onClose, actions }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshTime();
  const partId = useId();
  const { form, submit, base, saving, error, newer, saveMine, takeTheirs } = useRecordForm({
    record: request,
    toValues: toValues(today),
    validate: {
      start_date: (value) => (value === '' ? 'From which day?' : null),
      end_date: (value, { start_date }) =>
        value === '' || value < start_date ? 'The last day, not before the first.' : null,
      end_time: (value, { part, start_time }) =>
        part === 'times' && readTime(value) === null && readTime(start_time) === null
          ? 'A time such as 13:00, here or for the beginning.'
          : null,
    },
    save: (values, upon) =>
      saveRequest(toBody(values), upon && { id: upon.base.id, version: upon.version }),
    reload: (id) => queries.query({ ...requestQuery(id), staleTime: 0 }),
    onSaved: (saved, before) => {
      tell(
        before
          ? 'The request is saved.'
          : `Asked for ${daysText(saved)}, ${dayCount(saved.days)}. A manager will answer.`,
      );
      void refresh();
      if (!before) onClose();
    },
  });
  const { values } = form;
  const types = LEAVE_TYPES.includes(values.request_type)
    ? LEAVE_TYPES
    : [...LEAVE_TYPES, values.request_type];

  return (
    <PanelForm
      title={request ? 'Time off' : 'Ask for time off'}
      sub={base && <StatusBadge status={base.status} />}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={!request ? 'Ask' : base?.status === 'Rejected' ? 'Save and ask again' : 'Save'}
      actions={actions}
    >
      {base?.rejection_reason !== undefined && (
        <Alert variant="default" title="Rejected">
          {base.rejection_reason}
        </Alert>
      )}
      {error && <ErrorNotice error={error} />}
      {newer && base && (
        <StaleNotice
          subject={`time_off_request:${base.id}`}
          changes={differences(describe(base), describe(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      <Select
        label="Type"
        data={types}
        allowDeselect={false}
        {...form.getInputProps('request_type')}
      />
      <Group grow align="flex-start">
        <DateInput
          label="First day"
          valueFormat="ddd D MMM YYYY"
          value={values.start_date || null}
          onChange={(day) => {
            form.setFieldValue('start_date', day ?? '');
            if (day && values.end_date < day) form.setFieldValue('end_date', day);
          }}
          error={form.errors.start_date}
        />
        <DateInput
          label="Last day"
          valueFormat="ddd D MMM YYYY"
          value={values.end_date || null}
          onChange={(day) => form.setFieldValue('end_date', day ?? '')}
          error={form.errors.end_date}
        />
      </Group>
      <div>
        <Text size="sm" id={partId} mb={4}>
          How much of it
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby={partId}
          data={PARTS}
          value={values.part}
          onChange={(part) => form.setFieldValue('part', part)}
        />
      </div>
      {values.part === 'times' && (
        <Group grow align="flex-start">
          <TimeField
            label="From, on the first day"
            value={values.start_time}
            onChange={(time) => form.setFieldValue('start_time', time)}
            error={form.errors.start_time}
          />
          <TimeField
            label="Until, on the last day"
            value={values.end_time}
            onChange={(time) => form.setFieldValue('end_time', time)}
            error={form.errors.end_time}
          />
        </Group>
      )}
      <Textarea
        label="Reason"
        description="Read by managers only."
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps('reason')}
      />
    </PanelForm>
  );
}
