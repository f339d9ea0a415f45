import { Group, NumberInput, SegmentedControl, Select, Stack, Switch } from '@mantine/core';
import { DateInput, DatePickerInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { FacilityField } from '@/ui/forms/FacilityField';
import { oneOf } from '@/ui/oneOf';
import { formatDay } from '@/ui/time/format';
import { templateChoicesQuery } from '../templates/api';
import type { Asked, Draft } from './asking';

interface Props {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
}

const numberOf = (value: number | string) => (typeof value === 'number' ? value : 0);

/** How far: days by the clock, the rest in elapsed time. */
export function MoveFields({ draft, onChange }: Props) {
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="Direction"
        data={['Later', 'Earlier']}
        value={draft.earlier ? 'Earlier' : 'Later'}
        onChange={(way) => onChange({ earlier: way === 'Earlier' })}
      />
      <Group grow align="flex-start">
        <NumberInput
          label="Days"
          description="On the clock"
          data-autofocus
          min={0}
          max={3660}
          allowDecimal={false}
          value={draft.days}
          onChange={(days) => onChange({ days: numberOf(days) })}
        />
        <NumberInput
          label="Hours"
          description="Elapsed"
          min={0}
          max={160}
          allowDecimal={false}
          value={draft.hours}
          onChange={(hours) => onChange({ hours: numberOf(hours) })}
        />
        <NumberInput
          label="Minutes"
          description="Elapsed"
          min={0}
          max={480}
          step={15}
          allowDecimal={false}
          value={draft.minutes}
          onChange={(minutes) => onChange({ minutes: numberOf(minutes) })}
        />
      </Group>
    </Stack>
  );
}

export function FacilityChoice({ draft, onChange }: Props) {
  return (
    <FacilityField
      label="Facility"
      placeholder="Choose one"
      value={draft.facility}
      onChange={(facility) => onChange({ facility })}
    />
  );
}

export function TemplateChoice({ draft, onChange }: Props) {
  const { data: templates = [] } = useQuery(templateChoicesQuery);
  return (
    <Select
      label="Template"
      placeholder="Choose one"
      searchable
      data={templates.map(({ id, name }) => ({ value: String(id), label: name }))}
      nothingFoundMessage="No template of that name"
      value={draft.template}
      onChange={(template) => onChange({ template })}
    />
  );
}

/** What is copied where, and what of it comes along. */
export function CopyFields({ asked, draft, onChange }: Props & { asked: Asked }) {
  return (
    <Stack gap="sm">
      {asked.does === 'span' && (
        <Group grow align="flex-end">
          <SegmentedControl
            aria-label="What is copied"
            data={[
              { value: 'day', label: 'A day' },
              { value: 'week', label: 'Seven days' },
            ]}
            value={draft.span}
            onChange={(span) => onChange({ span: oneOf(['day', 'week'] as const, span) ?? 'day' })}
          />
          <DateInput
            label={draft.span === 'day' ? 'The day' : 'Its first day'}
            valueFormat="ddd D MMM YYYY"
            value={draft.from}
            onChange={(from) => onChange({ from })}
          />
        </Group>
      )}
      <DatePickerInput
        type="multiple"
        label={asked.does === 'template' ? 'On these days' : 'To these days'}
        description={descriptionOf(asked, draft)}
        placeholder="Choose one or more"
        valueFormatter={({ date }) => (Array.isArray(date) ? inWords(date) : '')}
        clearable
        value={draft.to}
        onChange={(to) => onChange({ to })}
      />
      {asked.does === 'span' && (
        <FacilityField
          label="Only of one facility"
          placeholder="All of them"
          value={draft.facility}
          onChange={(facility) => onChange({ facility })}
        />
      )}
      {asked.does !== 'template' && (
        <Group gap="lg">
          <Switch
            label="With people"
            checked={draft.people}
            onChange={(event) => onChange({ people: event.currentTarget.checked })}
          />
          <Switch
            label="With equipment"
            checked={draft.equipment}
            onChange={(event) => onChange({ equipment: event.currentTarget.checked })}
          />
        </Group>
      )}
    </Stack>
  );
}

function descriptionOf(asked: Asked, { span }: Draft): string {
  if (asked.does === 'template') return 'The first day of the template becomes each of them.';
  if (asked.does === 'copy') return 'The day of the first event becomes each of them.';
  return span === 'day' ? 'Each becomes the same.' : 'The first of the seven becomes each of them.';
}

const SHOWN = 3;

function inWords(days: readonly (string | Date | null)[]): string {
  const listed = days
    .filter((day) => day !== null)
    .map(String)
    .sort();
  const shown = listed.slice(0, SHOWN).map((day) => formatDay(day));
  return listed.length > SHOWN
    ? `${shown.join('; ')} and ${listed.length - SHOWN} more`
    : shown.join('; ');
}
