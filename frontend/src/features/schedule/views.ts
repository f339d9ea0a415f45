import { oneOf } from '@/ui/oneOf';
import { mondayOf, startOfDay, wallTimeOf } from '@/ui/time/zone';
import { WEEK, weeksShown } from './agenda';
import { shownDays, type ScheduleFilters } from './filters';
import { weeksOf } from './month/days';

/** The ways in which the schedule is shown, in the order of the switch. */
export const VIEWS = [
  { value: 'timeline', label: 'Timeline' },
  { value: 'list', label: 'Week list' },
  { value: 'month', label: 'Month' },
  { value: 'agenda', label: 'Agenda' },
] as const;

export type View = (typeof VIEWS)[number]['value'];

/** The view that the address asks for. The timeline wants a wide screen: a phone has the week instead. */
export function viewOf(filters: ScheduleFilters, phone: boolean): View {
  const asked =
    oneOf(
      VIEWS.map(({ value }) => value),
      filters.view,
    ) ?? 'timeline';
  return phone && asked === 'timeline' ? 'list' : asked;
}

/** The next one of the switch, from the last to the first. */
export const viewAfter = (view: View): View =>
  VIEWS[(VIEWS.findIndex(({ value }) => value === view) + 1) % VIEWS.length]?.value ?? 'timeline';

/** The days on screen: the first one, and how many. */
export function daysOn(
  view: View,
  filters: ScheduleFilters,
  day: string,
  zone: string,
  now: number,
): [first: string, days: number] {
  if (view === 'list') return [mondayOf(day), WEEK];
  if (view === 'month') return weeksOf(day);
  if (view === 'agenda') return [day, weeksShown(filters) * WEEK];
  return shownDays(filters, zone, now);
}

/** The address of another view upon the same days: the timeline keeps an instant, the others a day. */
export function switchedTo(
  view: View,
  filters: { at?: string | undefined; day?: string | undefined },
  zone: string,
) {
  const at = filters.at === undefined ? NaN : Date.parse(filters.at);
  if (view === 'timeline') {
    const start = filters.day === undefined ? undefined : startOfDay(filters.day, zone);
    return {
      view: null,
      day: null,
      weeks: null,
      at: start === undefined ? (filters.at ?? null) : new Date(start).toISOString(),
    };
  }
  const day = filters.day ?? (Number.isNaN(at) ? null : wallTimeOf(at, zone).day);
  return { view, day, weeks: null, at: null };
}
