import { ActionIcon, Button, Group, Select, Text, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { locationsQuery } from '@/api/reference';
import { TimeField } from '@/ui/forms/TimeField';
import type { EntryValues } from '../entryValues';
import { LUNCHES } from '../words';

/** Day, times, breaks, place and notes of an entry. */
export function EntryFields({ form }: { form: UseFormReturnType<EntryValues> }) {
  const { data: locations = [] } = useQuery(locationsQuery);
  const { values, errors } = form;
  const lunches = LUNCHES.some(({ value }) => value === values.lunch)
    ? LUNCHES
    : [...LUNCHES, { value: values.lunch, label: `${values.lunch} h` }];
  return (
    <>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <DateInput
          label="Day"
          valueFormat="ddd D MMM YYYY"
          style={{ flex: 1 }}
          value={values.date || null}
          onChange={(date) => form.setFieldValue('date', date ?? '')}
          error={errors.date}
        />
        <div style={{ width: '5.5rem' }}>
          <TimeField
            label="From"
            value={values.clock_in}
            onChange={(value) => form.setFieldValue('clock_in', value)}
            error={errors.clock_in}
          />
        </div>
        <div style={{ width: '5.5rem' }}>
          <TimeField
            label="To"
            value={values.clock_out}
            placeholder="Running"
            onChange={(value) => form.setFieldValue('clock_out', value)}
            error={errors.clock_out}
          />
        </div>
      </Group>
      {values.pauses.map((pause, index) => (
        <Group
          key={pause.key}
          gap="xs"
          align="flex-start"
          wrap="nowrap"
          role="group"
          aria-label={`Break ${index + 1}`}
        >
          <TimeField
            label="Break from"
            value={pause.start}
            onChange={(start) => form.setFieldValue(`pauses.${index}.start`, start)}
            error={errors[`pauses.${index}.start`]}
          />
          <TimeField
            label="Break to"
            value={pause.end}
            onChange={(end) => form.setFieldValue(`pauses.${index}.end`, end)}
            error={errors[`pauses.${index}.end`]}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt="1.6rem"
            size="lg"
            aria-label={`Remove break ${index + 1}`}
            onClick={() => form.removeListItem('pauses', index)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {(errors.break_start ?? errors.break_end ?? errors.breaks) && (
        <Text size="sm" c="var(--tone-bad)">
          {errors.break_start ?? errors.break_end ?? errors.breaks}
        </Text>
      )}
      <Group justify="space-between" align="flex-end">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            form.insertListItem('pauses', {
              key: Math.max(-1, ...values.pauses.map(({ key }) => key)) + 1000,
              start: '',
              end: '',
            })
          }
        >
          Add a break
        </Button>
        <Select
          label="Lunch without times"
          data={lunches}
          value={values.lunch}
          allowDeselect={false}
          w="10rem"
          onChange={(lunch) => form.setFieldValue('lunch', lunch ?? '0')}
          error={errors.break_hours}
        />
      </Group>
      <Select
        label="Where"
        placeholder="The station"
        clearable
        searchable
        data={locations.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={values.location}
        onChange={(location) => form.setFieldValue('location', location)}
        error={errors.location}
      />
      <Textarea label="Notes" autosize minRows={2} maxRows={8} {...form.getInputProps('notes')} />
    </>
  );
}
