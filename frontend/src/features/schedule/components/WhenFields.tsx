import { Anchor, Group, SimpleGrid, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { TimeField } from '@/ui/forms/TimeField';
import { foreignZone, formatDay, formatDuration, formatPeriod, zoneName } from '@/ui/time/format';
import { addDays, daysBetween, readTime, viewerZone, wallTimeOf } from '@/ui/time/zone';
import { readTimes } from '../eventTimes';
import type { EventValues } from '../eventValues';

/** When it is, when it is on air, when crew are there; typed as on the clocks of its zone. */
export function WhenFields({ form }: { form: UseFormReturnType<EventValues> }) {
  const { values } = form;

  /** A new start keeps the length, as moving a card on a wall would. */
  const startAt = (start: string) => {
    const before = readTimes({ ...values, start: form.getInitialValues().start || start });
    const length = before.instants && before.instants.end - before.instants.start;
    form.setFieldValue('start', start);
    if (length === null || form.isDirty('end')) return;
    const { instants } = readTimes({ ...values, start });
    if (instants) {
      form.setFieldValue('end', wallTimeOf(instants.start + length, values.zone).time);
    }
  };

  const changeDay = (day: string | null) => {
    if (day && values.endDay && values.day) {
      form.setFieldValue('endDay', addDays(values.endDay, daysBetween(values.day, day)));
    }
    form.setFieldValue('day', day ?? '');
  };

  return (
    <div>
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <DateInput
          label="Day"
          valueFormat="ddd D MMM YYYY"
          style={{ flex: 1 }}
          value={values.day || null}
          onChange={changeDay}
          error={form.errors.day}
        />
        <div style={{ width: '5.5rem' }}>
          <TimeField
            label="From"
            value={values.start}
            onChange={startAt}
            error={form.errors.start ?? form.errors.start_time}
            required
          />
        </div>
        <div style={{ width: '5.5rem' }}>
          <TimeField
            label="To"
            value={values.end}
            onChange={(end) => form.setFieldValue('end', end)}
            error={form.errors.end ?? form.errors.end_time}
            required
          />
        </div>
      </Group>
      {values.endDay !== null && (
        <DateInput
          label="Ends on"
          mt="xs"
          valueFormat="ddd D MMM YYYY"
          clearable
          value={values.endDay}
          onChange={(day) => form.setFieldValue('endDay', day)}
        />
      )}
      <Meaning values={values} onEndDay={(day) => form.setFieldValue('endDay', day)} />
      <SimpleGrid cols={4} spacing="xs" mt="xs">
        <TimeField
          label="On air"
          value={values.onAirStart}
          onChange={(value) => form.setFieldValue('onAirStart', value)}
          placeholder="None"
          error={form.errors.onAirStart ?? form.errors.on_air_start}
        />
        <TimeField
          label="Off air"
          value={values.onAirEnd}
          onChange={(value) => form.setFieldValue('onAirEnd', value)}
          placeholder="None"
          error={form.errors.onAirEnd ?? form.errors.on_air_end}
        />
        <TimeField
          label="Call"
          value={values.call}
          onChange={(value) => form.setFieldValue('call', value)}
          placeholder="At start"
          error={form.errors.call ?? form.errors.call_time}
        />
        <TimeField
          label="Wrap"
          value={values.wrap}
          onChange={(value) => form.setFieldValue('wrap', value)}
          placeholder="At end"
          error={form.errors.wrap ?? form.errors.wrap_time}
        />
      </SimpleGrid>
    </div>
  );
}

interface MeaningProps {
  values: EventValues;
  onEndDay: (day: string) => void;
}

/** Says back what was typed: length, next day, other clocks, clock changes. */
function Meaning({ values, onEndDay }: MeaningProps) {
  const { instants, notes } = readTimes(values);
  if (!instants) return null;
  const { start, end } = instants;
  const last = wallTimeOf(end, values.zone).day;
  const foreign = foreignZone(start, values.zone);
  const overnight = last !== values.day && values.endDay === null;
  return (
    <Text size="sm" c="dimmed" mt={6} component="div" aria-live="polite">
      {formatDuration(end - start)}
      {overnight && `, ends ${formatDay(last)}`}
      {values.endDay === null && readTime(values.end) !== null && (
        <>
          {'. '}
          <Anchor component="button" type="button" size="sm" onClick={() => onEndDay(last)}>
            Ends on another day
          </Anchor>
        </>
      )}
      {foreign && (
        <div>
          In {zoneName(values.zone)}; for you {formatPeriod(start, end, viewerZone())}
        </div>
      )}
      {notes.map((note) => (
        <Text key={note} size="sm" c="var(--tone-warn)">
          {note}
        </Text>
      ))}
    </Text>
  );
}
