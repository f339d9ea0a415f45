import type { NewPart, PartDraft, ScheduledEvent } from '@/api/types';
import { addDays, daysBetween, instantOf, readTime, wallTimeOf } from '@/ui/time/zone';
import type { EventPart } from './api';

export interface NeedTyped {
  position: string;
  headcount: number;
}

/** A part as a person types it: on the clocks of its event. */
export interface PartTyped {
  title: string;
  day: string;
  start: string;
  end: string;
  /** How many days later it ends than its end on the clock says. */
  moreDays: number;
  facility: string | null;
  people: string[];
  needs: NeedTyped[];
}

/** An existing part; a new one begins as its event does. */
export function typedPart(event: ScheduledEvent, part: EventPart | undefined): PartTyped {
  const zone = event.time_zone;
  const { start_time, end_time } = part ?? event;
  return {
    ...typedTimes(Date.parse(start_time), Date.parse(end_time), zone),
    title: part?.title ?? '',
    facility: part?.facility ? String(part.facility.id) : null,
    people: (part?.assigned_users ?? []).map(({ id }) => String(id)),
    needs: (part?.needs ?? []).map(({ position, headcount }) => ({ position, headcount })),
  };
}

export function typedTimes(start: number, end: number, zone: string) {
  const from = wallTimeOf(start, zone);
  const to = wallTimeOf(end, zone);
  const moreDays = daysBetween(nextEnd(from.day, from.time, to.time), to.day);
  return { day: from.day, start: from.time, end: to.time, moreDays };
}

/** An end that is not after the start is the next day's. */
const nextEnd = (day: string, start: string, end: string) => (end > start ? day : addDays(day, 1));

export const sameTimes = (one: PartTyped, other: PartTyped) =>
  (['day', 'start', 'end'] as const).every((name) => one[name] === other[name]);

/** What was not touched stays to the second, and on its side of a change of the clock. */
export function withoutTimes(part: NewPart): PartDraft {
  const rest: PartDraft = { ...part };
  delete rest.start_time;
  delete rest.end_time;
  return rest;
}

/** What to send, or nothing while the times cannot be read. */
export function partOf(typed: PartTyped, zone: string): NewPart | null {
  const start = readTime(typed.start);
  const end = readTime(typed.end);
  if (start === null || end === null || typed.day === '') return null;
  const endDay = addDays(nextEnd(typed.day, start, end), typed.moreDays);
  const at = (day: string, time: string) =>
    new Date(instantOf({ day, time }, zone).at).toISOString();
  return {
    title: typed.title.trim(),
    start_time: at(typed.day, start),
    end_time: at(endDay, end),
    facility: typed.facility === null ? null : Number(typed.facility),
    assigned_users: typed.people.map(Number),
    needs: typed.needs
      .filter(({ position }) => position.trim() !== '')
      .map(({ position, headcount }) => ({ position: position.trim(), headcount })),
  };
}

/** `2 of 3: 2 Riggers, Gaffer`; nothing where nobody is needed and nobody is on it. */
export function staffing({ needs, assigned_users }: EventPart): string {
  const wanted = needs.reduce((sum, { headcount }) => sum + headcount, 0);
  const names = assigned_users.map(({ full_name }) => full_name).join(', ');
  if (wanted === 0) return names;
  const list = needs
    .map(({ position, headcount }) => (headcount === 1 ? position : `${headcount} × ${position}`))
    .join(', ');
  return `${assigned_users.length} of ${wanted} (${list})${names && `: ${names}`}`;
}

export const isShort = ({ needs, assigned_users }: EventPart) =>
  needs.reduce((sum, { headcount }) => sum + headcount, 0) > assigned_users.length;
