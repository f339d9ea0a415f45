import { ActionIcon, Button, Group, Select, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiError, messageOf } from '@/api/errors';
import { locationsQuery } from '@/api/reference';
import { PanelForm } from '@/ui/forms/PanelForm';
import { TimeField } from '@/ui/forms/TimeField';
import { readTime } from '@/ui/time/zone';
import { tell } from '@/ui/toasts';
import { createEntry, useRefreshTime } from '../api';
import { hoursText } from '../hours';
import { LUNCHES } from '../words';

interface Props {
  day: string;
  onClose: () => void;
}

interface Stretch {
  key: number;
  from: string;
  to: string;
  lunch: string;
  error: string;
}

const stretch = (key: number, from = ''): Stretch => ({ key, from, to: '', lunch: '0', error: '' });

/** Several entries of a day at once. What is refused stays in the form with the reason, the rest is saved. */
export function DayForm({ day, onClose }: Props) {
  const refresh = useRefreshTime();
  const { data: locations = [] } = useQuery(locationsQuery);
  const form = useForm({
    initialValues: {
      day,
      location: null as string | null,
      stretches: [stretch(0)],
    },
    validate: {
      day: (value) => (value === '' ? 'Which day?' : null),
      stretches: {
        from: (value) => (readTime(value) === null ? 'A time such as 09:00.' : null),
        to: (value) => (value !== '' && readTime(value) === null ? 'A time such as 17:30.' : null),
      },
    },
  });

  const save = useMutation({
    mutationFn: async (values: typeof form.values) => {
      const left: Stretch[] = [];
      for (const row of values.stretches) {
        try {
          const saved = await createEntry({
            date: values.day,
            clock_in: readTime(row.from),
            clock_out: readTime(row.to),
            break_hours: Number(row.lunch),
            location: values.location === null ? null : Number(values.location),
          });
          const hours = saved.total_hours === undefined ? 'running' : hoursText(saved.total_hours);
          tell(`Saved: ${hours}. ${saved.remarks?.join(' ') ?? ''}`);
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          left.push({ ...row, error: messageOf(error) });
        }
      }
      return left;
    },
    onSuccess: async (left) => {
      await refresh();
      if (left.length === 0) {
        form.resetDirty();
        onClose();
      } else form.setFieldValue('stretches', left);
    },
  });

  const { stretches } = form.values;
  const add = () =>
    form.insertListItem(
      'stretches',
      stretch(Math.max(...stretches.map(({ key }) => key)) + 1, stretches.at(-1)?.to),
    );

  return (
    <PanelForm
      title="Add time"
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      isDirty={form.isDirty}
      saving={save.isPending}
      saveLabel={stretches.length > 1 ? `Save ${stretches.length} entries` : 'Save'}
    >
      <DateInput
        label="Day"
        valueFormat="ddd D MMM YYYY"
        value={form.values.day || null}
        onChange={(value) => form.setFieldValue('day', value ?? '')}
        error={form.errors.day}
      />
      {stretches.map((row, index) => (
        <div key={row.key} role="group" aria-label={`Entry ${index + 1}`}>
          <Group gap="xs" align="flex-start" wrap="nowrap">
            <TimeField
              label="From"
              value={row.from}
              onChange={(from) => form.setFieldValue(`stretches.${index}.from`, from)}
              error={form.errors[`stretches.${index}.from`]}
              required
            />
            <TimeField
              label="To"
              value={row.to}
              placeholder="Running"
              onChange={(to) => form.setFieldValue(`stretches.${index}.to`, to)}
              error={form.errors[`stretches.${index}.to`]}
            />
            <Select
              label="Lunch"
              data={LUNCHES}
              value={row.lunch}
              allowDeselect={false}
              onChange={(lunch) => form.setFieldValue(`stretches.${index}.lunch`, lunch ?? '0')}
            />
            {stretches.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                mt="1.6rem"
                size="lg"
                aria-label={`Leave out entry ${index + 1}`}
                onClick={() => form.removeListItem('stretches', index)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
          {row.error !== '' && (
            <Text size="sm" c="var(--tone-bad)" role="alert" mt={4}>
              Not saved. {row.error}
            </Text>
          )}
        </div>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          Another entry of this day
        </Button>
      </Group>
      <Select
        label="Where"
        placeholder="The station"
        description="Times are on the clocks there."
        clearable
        searchable
        data={locations.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={form.values.location}
        onChange={(location) => form.setFieldValue('location', location)}
      />
      <Text size="sm" c="dimmed">
        An end before the beginning is on the next day. Without an end you are clocked in.
      </Text>
    </PanelForm>
  );
}
