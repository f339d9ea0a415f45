import { Autocomplete, Checkbox, Select, TextInput, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type SyntheticEvent } from 'react';
import { api, idempotencyKey, unwrap } from '@/api/client';
import { ApiError } from '@/api/errors';
import { facilitiesQuery, useSite } from '@/api/reference';
import type { EventDraft, Facility, MadeSeries, ScheduledEvent, SeriesPlan } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PanelForm } from '@/ui/forms/PanelForm';
import { PeopleField } from '@/ui/forms/PeopleField';
import { useRecordForm } from '@/ui/forms/useRecordForm';
import { StatusBadge } from '@/ui/StatusBadge';
import { tell, tellWithUndo } from '@/ui/toasts';
import { formatPeriod } from '@/ui/time/format';
import { addDays, startOfDay } from '@/ui/time/zone';
import { changeEvent, createEvent, eventQuery, removeEvent, useRefreshSchedule } from '../api';
import { isClash, isOfSeries } from '../clash';
import { readTimes, shiftTimes, typeTimes } from '../eventTimes';
import { draftOf, valuesOf, type EventValues } from '../eventValues';
import { changeSeries, createSeries, endSeries, seriesQuery } from '../series/api';
import {
  concernsSeries,
  newSeriesOf,
  ofOneDate,
  seriesDraftOf,
  type Scope,
} from '../series/drafts';
import { MergeNotice } from '../merge/MergeNotice';
import { RepeatFields } from '../series/RepeatFields';
import { NO_REPEAT, ruleOf } from '../series/rule';
import { SeriesClashNotice } from '../series/SeriesClashNotice';
import { SeriesNote } from '../series/SeriesNote';
import { useScope } from '../series/useScope';
import { EVENT_STATUSES, EVENT_TYPES } from '../words';
import { ClaimSection } from '../claims/ClaimSection';
import { PartsSection } from '../parts/PartsSection';
import { CancelEventButton } from './CancelEventButton';
import { ClashNotice } from './ClashNotice';
import { EventHistory } from './EventHistory';
import { GearFields } from './GearFields';
import { WhenFields } from './WhenFields';

/** What is known of a new event before anything is typed, say from a drag on the timeline. */
export interface Prefilled {
  start?: number | undefined;
  end?: number | undefined;
  facility?: string | undefined;
  person?: string | undefined;
  item?: string | undefined;
  pool?: string | undefined;
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
  const series = useRef<MadeSeries>(undefined);
  const scope = useRef<Scope>('this');
  const typingPart = useRef(false);
  const { ask, dialog } = useScope();
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
      equipment: prefilled.item ? [prefilled.item] : [],
      kits: [],
      pools: prefilled.pool ? [{ pool: prefilled.pool, quantity: 1 }] : [],
      status: 'Scheduled',
      held: false,
      heldUntil: null,
      description: '',
      repeat: NO_REPEAT,
      skipClashes: false,
    };
  };

  const save = async (values: EventValues, upon?: { base: ScheduledEvent; version: number }) => {
    const draft = draftOf(values, upon?.base);
    const onClash = values.skipClashes ? 'skip' : 'refuse';
    if (upon) return saveDates(draft, upon, onClash);
    const { title, start_time, end_time } = draft;
    if (!title || !start_time || !end_time) throw new Error('Checked before it is sent.');
    key.current ??= idempotencyKey();
    try {
      const rrule = ruleOf(values.repeat, values.day);
      if (rrule !== null) {
        const body = newSeriesOf({ ...draft, title, start_time, end_time }, rrule, values.zone);
        const made = await createSeries({ ...body, on_clash: onClash }, key.current);
        series.current = 'plan' in made ? made : undefined;
        return await firstOf(made);
      }
      const claim = values.held ? 'Held' : 'Confirmed';
      const lapses =
        values.held && values.heldUntil
          ? { hold_until: endOfDay(values.heldUntil, values.zone) }
          : {};
      return await createEvent(
        { ...draft, title, start_time, end_time, claim, ...lapses },
        key.current,
      );
    } catch (error) {
      // An answer ends the attempt; without one the next try must count as the same.
      if (!(error instanceof ApiError && error.unanswered)) key.current = undefined;
      throw error;
    }
  };

  const saveDates = async (
    draft: EventDraft,
    { base, version }: { base: ScheduledEvent; version: number },
    onClash: 'skip' | 'refuse',
  ) => {
    if (base.series_id === undefined || scope.current === 'this' || !concernsSeries(draft)) {
      return changeEvent(base.id, version, draft);
    }
    const whole = await queries.query({ ...seriesQuery(base.series_id), staleTime: 0 });
    await changeSeries(whole, {
      ...seriesDraftOf(draft, base, whole, scope.current),
      on_clash: onClash,
    });
    const saved = await queries.query({ ...eventQuery(base.id), staleTime: 0 });
    const own = ofOneDate(draft);
    return Object.keys(own).length ? changeEvent(saved.id, saved.version, own) : saved;
  };

  const onSaved = (saved: ScheduledEvent, before: ScheduledEvent | undefined) => {
    void refresh();
    if (series.current) {
      const { id, text, title, plan } = series.current;
      tellWithUndo(`${title} is booked ${text}: ${plan.date_count} dates so far.`, async () => {
        await endSeries(id, { scope: 'all', drop_edits: true });
        await refresh();
      });
      onClose();
      return;
    }
    if (before && scope.current !== 'this') {
      tell(`${saved.title}: the dates of the series are saved.`);
      return;
    }
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

  const { form, submit, base, saving, error, newer, saveMerged, takeTheirs, moveOn, saveWith } =
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
  const held = values.held && values.repeat.frequency === 'none'; // dates of a series are booked

  const chooseFacility = (facility: string | null) => {
    form.setFieldValue('facility', facility);
    // The same wall times, on the clocks of where it will be.
    if (!event) form.setFieldValue('zone', zoneOfFacility(facility));
  };

  const moveTo = (start: number) => {
    const { instants } = readTimes(values);
    if (instants) saveWith(typeTimes(shiftTimes(instants, start - instants.start), values.zone));
  };

  const press = async (pressed?: SyntheticEvent<HTMLFormElement>) => {
    pressed?.preventDefault();
    scope.current = 'this';
    if (base?.series_id !== undefined && form.isDirty()) {
      const chosen = concernsSeries(draftOfDirty()) ? await ask(`Save ${base.title}`) : 'this';
      if (chosen === null) return;
      scope.current = chosen;
    }
    submit();
  };
  /** What would be sent; nothing while the times cannot be read, which the form then says. */
  const draftOfDirty = () => (readTimes(values).instants ? draftOf(values, base) : {});

  const known = Object.fromEntries(
    (event?.assigned_users ?? []).map(({ id, full_name }) => [String(id), full_name]),
  );

  return (
    <PanelForm
      title={event ? event.title : 'New event'}
      sub={event && <StatusBadge status={event.claim === 'Held' ? 'Held' : event.status} />}
      onClose={onClose}
      onSubmit={(pressed) => void press(pressed)}
      isDirty={() => form.isDirty() || typingPart.current}
      saving={saving}
      saveLabel={event ? 'Save' : held ? 'Hold' : 'Book'}
      actions={event && event.claim !== 'Held' && <CancelEventButton event={event} />}
    >
      {dialog}
      {event && <SeriesNote event={event} />}
      {isClash(error) && isOfSeries(error) ? (
        <SeriesClashNotice
          error={error}
          zone={values.zone}
          busy={saving}
          onSkip={() => saveWith({ skipClashes: true })}
        />
      ) : isClash(error) ? (
        <ClashNotice
          error={error}
          zone={values.zone}
          busy={saving}
          onTime={moveTo}
          onFacility={(id) => saveWith({ facility: String(id) })}
          onPerson={(id, instead) => saveWith({ people: swapped(values.people, id, instead) })}
          onItem={(id, instead) => saveWith({ equipment: swapped(values.equipment, id, instead) })}
        />
      ) : (
        error && <ErrorNotice error={error} title="Not saved" />
      )}
      {newer && base && (
        <MergeNotice
          base={base}
          newer={newer}
          values={values}
          busy={saving}
          onMerged={saveMerged}
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
      {!event && values.repeat.frequency === 'none' && (
        <Checkbox
          label="Hold only: an option, to be confirmed later"
          description="Others may hold the same; they rank in the order in which they came."
          {...form.getInputProps('held', { type: 'checkbox' })}
        />
      )}
      {!event && held && (
        <DateInput
          label="Held until the end of"
          placeholder="Until somebody confirms or releases it"
          description="Then it lapses by itself, and the next one in line is told."
          valueFormat="ddd D MMM YYYY"
          clearable
          clearButtonProps={{ 'aria-label': 'Held without an end' }}
          {...form.getInputProps('heldUntil')}
          error={form.errors.hold_until}
        />
      )}
      <WhenFields form={form} />
      {!event && (
        <RepeatFields
          value={values.repeat}
          onChange={(repeat) => form.setFieldValue('repeat', repeat)}
          day={values.day}
          start={values.start}
          zone={values.zone}
          error={form.errors.rrule as string | undefined}
        />
      )}
      <PeopleField
        label="People"
        value={values.people}
        onChange={(people) => form.setFieldValue('people', people)}
        known={known}
        error={form.errors.people ?? form.errors.assigned_users}
      />
      <GearFields form={form} event={event} />
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
      {event && (
        <PartsSection
          event={base && base.version > event.version ? base : event}
          mayEdit
          onChanged={moveOn}
          onTyping={(is) => (typingPart.current = is)}
        />
      )}
      {event && <EventHistory id={event.id} />}
    </PanelForm>
  );
}

/** The first date of a new series, as the form knows events. */
async function firstOf(made: MadeSeries | SeriesPlan): Promise<ScheduledEvent> {
  const plan = 'plan' in made ? made.plan : made;
  const first = plan.dates[0];
  if (!('plan' in made) || !first) throw new Error('The series has no dates.');
  const { results } = await unwrap(
    api.GET('/api/scheduled-events/', {
      params: { query: { start: first.start_time, end: first.end_time } },
    }),
  );
  const found = results.find(({ series_id }) => series_id === made.id);
  if (!found) throw new Error('The series was booked, but its first date could not be read.');
  return found;
}

const endOfDay = (day: string, zone: string) =>
  new Date(startOfDay(addDays(day, 1), zone)).toISOString();

const swapped = (ids: string[], id: number, instead: number) =>
  ids.map((old) => (old === String(instead) ? String(id) : old));

function bufferNote(
  facility: Pick<Facility, 'rig_minutes' | 'strike_minutes' | 'shares_buffers'> | undefined,
) {
  if (!facility || facility.rig_minutes + facility.strike_minutes === 0) return undefined;
  const { rig_minutes: rig, strike_minutes: strike } = facility;
  const shared = facility.shares_buffers ? ', which neighbours may share' : '';
  return `Also taken ${rig} min before to rig and ${strike} min after to strike${shared}.`;
}
