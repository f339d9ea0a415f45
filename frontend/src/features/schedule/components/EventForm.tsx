import { Autocomplete, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { idempotencyKey } from '@/api/client';
import { ApiError } from '@/api/errors';
import { facilitiesQuery, useSite } from '@/api/reference';
import type { ScheduledEvent } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { differences } from '@/ui/forms/differences';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { PeopleField } from '@/ui/forms/PeopleField';
import { StaleNotice } from '@/ui/forms/StaleNotice';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { StatusBadge } from '@/ui/StatusBadge';
import { tellWithUndo } from '@/ui/toasts';
import { formatPeriod } from '@/ui/time/format';
import { changeEvent, createEvent, eventQuery, removeEvent, useRefreshSchedule } from '../api';
import { isClash } from '../clash';
import { readTimes, shiftTimes, typeTimes } from '../eventTimes';
import { describeEvent, draftOf, valuesOf, type EventValues } from '../eventValues';
import { EVENT_STATUSES, EVENT_TYPES } from '../words';
import { ClaimSection } from '../claims/ClaimSection';
import { CancelEventButton } from './CancelEventButton';
import { ClashNotice } from './ClashNotice';
import { EventHistory } from './EventHistory';
import { WhenFields } from './WhenFields';

/** What is known of a new event before anything is typed, say from a drag on the timeline. */
export interface Prefilled {
  start?: number | undefined;
  end?: number | undefined;
  facility?: string | undefined;
  person?: string | undefined;
}

interface Props {
  event: ScheduledEvent | undefined;
  prefilled: Prefilled;
  onClose: () => void;
}

const HOUR = 3_600_000;

export function EventForm({ event, prefilled, onClose }: Props) {
  const site = useSite();
  const queries = useQueryClient();
  const refresh = useRefreshSchedule();
  const { data: facilities = [] } = useQuery(facilitiesQuery);
  const key = useRef<string>(undefined);
  const [nextHour] = useState(() => Math.ceil(Date.now() / HOUR) * HOUR);

  const zoneOfFacility = (id: string | null | undefined) =>
    facilities.find((facility) => String(facility.id) === id)?.location?.time_zone ??
    site.time_zone;

  const toValues = (row: ScheduledEvent | undefined): EventValues => {
    if (row) return valuesOf(row);
    const start = prefilled.start ?? nextHour;
    const none = { onAirStart: null, onAirEnd: null, call: null, wrap: null };
    return {
      ...typeTimes(
        { start, end: prefilled.end ?? start + HOUR, ...none },
        zoneOfFacility(prefilled.facility),
      ),
      title: '',
      event_type: '',
      facility: prefilled.facility ?? null,
      people: prefilled.person ? [prefilled.person] : [],
      status: 'Scheduled',
      held: false,
      description: '',
    };
  };

  const save = async (values: EventValues, upon?: { base: ScheduledEvent; version: number }) => {
    const draft = draftOf(values, upon?.base);
    if (upon) return changeEvent(upon.base.id, upon.version, draft);
    const { title, start_time, end_time } = draft;
    if (!title || !start_time || !end_time) throw new Error('Checked before it is sent.');
    key.current ??= idempotencyKey();
    try {
      const claim = values.held ? 'Held' : 'Confirmed';
      return await createEvent({ ...draft, title, start_time, end_time, claim }, key.current);
    } catch (error) {
      // An answer ends the attempt; without one the next try must count as the same.
      if (!(error instanceof ApiError && error.unanswered)) key.current = undefined;
      throw error;
    }
  };

  const onSaved = (saved: ScheduledEvent, before: ScheduledEvent | undefined) => {
    void refresh();
    const when = formatPeriod(saved.start_time, saved.end_time, saved.time_zone);
    const where = saved.facility ? `, ${saved.facility.name}` : '';
    tellWithUndo(
      `${saved.title} ${before ? 'is saved' : saved.claim === 'Held' ? 'is held' : 'is booked'}: ${when}${where}.`,
      async () => {
        if (before) await changeEvent(saved.id, saved.version, draftOf(valuesOf(before), saved));
        else await removeEvent(saved.id, saved.version);
        await refresh();
      },
    );
    if (!before) onClose();
  };

  const { form, submit, base, saving, error, newer, saveMine, takeTheirs, saveWith } =
    useRecordForm<ScheduledEvent, EventValues>({
      record: event,
      toValues,
      validate: (values) => ({
        ...readTimes(values).errors,
        ...(values.title.trim() === '' ? { title: 'An event needs a title.' } : {}),
      }),
      save,
      reload: (id) => queries.query({ ...eventQuery(id), staleTime: 0 }),
      onSaved,
    });
  const { values } = form;

  const chooseFacility = (facility: string | null) => {
    form.setFieldValue('facility', facility);
    // The same wall times, on the clocks of where it will be.
    if (!event) form.setFieldValue('zone', zoneOfFacility(facility));
  };

  const moveTo = (start: number) => {
    const { instants } = readTimes(values);
    if (instants) saveWith(typeTimes(shiftTimes(instants, start - instants.start), values.zone));
  };

  const known = Object.fromEntries(
    (event?.assigned_users ?? []).map(({ id, full_name }) => [String(id), full_name]),
  );

  return (
    <PanelForm
      title={event ? event.title : 'New event'}
      sub={event && <StatusBadge status={event.claim === 'Held' ? 'Held' : event.status} />}
      onClose={onClose}
      onSubmit={submit}
      isDirty={form.isDirty}
      saving={saving}
      saveLabel={event ? 'Save' : values.held ? 'Hold' : 'Book'}
      actions={event && event.claim !== 'Held' && <CancelEventButton event={event} />}
    >
      {isClash(error) ? (
        <ClashNotice
          error={error}
          zone={values.zone}
          busy={saving}
          onTime={moveTo}
          onFacility={(id) => saveWith({ facility: String(id) })}
        />
      ) : (
        error && <ErrorNotice error={error} title="Not saved" />
      )}
      {newer && base && (
        <StaleNotice
          subject={`event:${base.id}`}
          changes={differences(describeEvent(base), describeEvent(newer))}
          onMine={saveMine}
          onTheirs={takeTheirs}
        />
      )}
      {event && <ClaimSection event={event} mayEdit />}
      <TextInput label="Title" required maxLength={255} {...form.getInputProps('title')} />
      <FacilityField
        label="Facility"
        value={values.facility}
        onChange={chooseFacility}
        error={form.errors.facility}
        description={bufferNote(facilities.find(({ id }) => String(id) === values.facility))}
      />
      {!event && (
        <Checkbox
          label="Hold only: an option, to be confirmed later"
          description="Others may hold the same; they rank in the order in which they came."
          {...form.getInputProps('held', { type: 'checkbox' })}
        />
      )}
      <WhenFields form={form} />
      <PeopleField
        label="People"
        value={values.people}
        onChange={(people) => form.setFieldValue('people', people)}
        known={known}
        error={form.errors.people ?? form.errors.assigned_users}
      />
      <Autocomplete label="Type" data={EVENT_TYPES} {...form.getInputProps('event_type')} />
      {event && (
        <Select
          label="Status"
          data={EVENT_STATUSES}
          allowDeselect={false}
          {...form.getInputProps('status')}
        />
      )}
      <Textarea
        label="Description"
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps('description')}
      />
      {event && <EventHistory id={event.id} />}
    </PanelForm>
  );
}

function bufferNote(facility: { rig_minutes: number; strike_minutes: number } | undefined) {
  if (!facility || facility.rig_minutes + facility.strike_minutes === 0) return undefined;
  const { rig_minutes: rig, strike_minutes: strike } = facility;
  return `Also taken ${rig} min before to rig and ${strike} min after to strike.`;
}
