import type { NewScheduleTemplate, ScheduleTemplate, TemplateEntry } from '@/api/types';

export type NewEntry = NonNullable<NewScheduleTemplate['entries']>[number];

/** One event of a template as it is edited; what the form has no field for is kept in `base`. */
export interface EntryValues {
  key: string;
  title: string;
  /** 1 is the first day of the template. */
  day: number;
  start: string;
  end: string;
  /** Days between the day of the start and that of the end; null is the next time the clock shows it. */
  nights: number | null;
  facility: string | null;
  base?: TemplateEntry;
}

export const entryValues = (entry: TemplateEntry): EntryValues => ({
  key: String(entry.id),
  title: entry.title,
  day: entry.day,
  start: entry.start_time,
  end: entry.end_time,
  nights: entry.end_day - entry.day,
  facility: entry.facility ? String(entry.facility.id) : null,
  base: entry,
});

export const newEntry = (after: EntryValues | undefined): EntryValues => ({
  key: crypto.randomUUID(),
  title: '',
  day: after?.day ?? 1,
  start: after?.end ?? '',
  end: '',
  nights: null,
  facility: after?.facility ?? null,
});

/** Another time of the day: an end that follows by itself does so again; one some days later stays so. */
export function retimed(
  entry: EntryValues,
  change: Partial<Pick<EntryValues, 'start' | 'end'>>,
): EntryValues {
  return {
    ...entry,
    ...change,
    nights: entry.nights !== null && entry.nights > 1 ? entry.nights : null,
  };
}

/** The entry as the API takes it. */
export function entryBody({ base, ...entry }: EntryValues): NewEntry {
  return {
    ...(base ?? {}),
    title: entry.title.trim(),
    day: entry.day,
    start_time: entry.start,
    end_day: entry.nights === null ? null : entry.day + entry.nights,
    end_time: entry.end,
    facility: entry.facility === null ? null : Number(entry.facility),
  };
}

const TIME = /^\d\d:\d\d$/;

/** What is wrong with an entry, or null. */
export function entryError({ title, start, end }: EntryValues): string | null {
  if (title.trim() === '') return 'It needs a title.';
  if (!TIME.test(start) || !TIME.test(end))
    return 'It needs the time it starts and the time it ends.';
  return null;
}

export const inOrder = (entries: readonly EntryValues[]) =>
  [...entries].sort((a, b) => a.day - b.day || a.start.localeCompare(b.start));

/** A whole template as it would be made again. */
export const templateBody = (template: ScheduleTemplate): NewScheduleTemplate => ({
  name: template.name,
  description: template.description ?? '',
  span: template.span,
  entries: template.entries.map((entry) => entryBody(entryValues(entry))),
});
