import type { TimeEntry, TimeEntryDraft } from '@/api/types';
import { formatTime } from '@/ui/time/format';
import { readTime } from '@/ui/time/zone';

export interface PauseValues {
  key: number;
  start: string;
  end: string;
}

export interface EntryValues {
  date: string;
  clock_in: string;
  clock_out: string;
  lunch: string;
  pauses: PauseValues[];
  location: string | null;
  notes: string;
}

const clock = (at: string | undefined, zone: string) => (at ? formatTime(at, zone) : '');

/** An entry as it is typed: wall times of its zone. */
export const toValues = (entry: TimeEntry | undefined): EntryValues => ({
  date: entry?.date ?? '',
  clock_in: clock(entry?.clock_in, entry?.time_zone ?? 'UTC'),
  clock_out: clock(entry?.clock_out, entry?.time_zone ?? 'UTC'),
  lunch: String(entry?.break_hours ?? 0),
  pauses: (entry?.breaks ?? []).map(({ start, end }, key) => ({
    key,
    start: clock(start, entry?.time_zone ?? 'UTC'),
    end: clock(end, entry?.time_zone ?? 'UTC'),
  })),
  location: entry?.location ? String(entry.location.id) : null,
  notes: entry?.notes ?? '',
});

/**
 * What was typed anew. What was not is not sent: a wall time that comes twice in the night of a
 * clock change would come back as its first.
 */
export function toDraft(values: EntryValues, base: TimeEntry): TimeEntryDraft {
  const before = toValues(base);
  const draft: TimeEntryDraft = {};
  if (values.date !== before.date) draft.date = values.date;
  if (values.clock_in !== before.clock_in) draft.clock_in = readTime(values.clock_in);
  if (values.clock_out !== before.clock_out) draft.clock_out = readTime(values.clock_out);
  if (values.lunch !== before.lunch) draft.break_hours = Number(values.lunch);
  if (values.notes !== before.notes) draft.notes = values.notes;
  if (values.location !== before.location) {
    draft.location = values.location === null ? null : Number(values.location);
  }
  const pauses = (list: PauseValues[]) => list.map(({ start, end }) => `${start} ${end}`).join();
  if (pauses(values.pauses) !== pauses(before.pauses)) {
    draft.breaks = values.pauses.map(({ key, start, end }) => {
      const was = before.pauses[key];
      const same = base.breaks[key];
      return same && was && was.start === start && was.end === end
        ? same
        : { start: readTime(start), end: readTime(end) };
    });
  }
  return draft;
}

export const validTimes = {
  date: (value: string) => (value === '' ? 'Which day?' : null),
  clock_in: (value: string) =>
    value !== '' && readTime(value) === null ? 'A time such as 09:00.' : null,
  clock_out: (value: string) =>
    value !== '' && readTime(value) === null ? 'A time such as 17:30.' : null,
  pauses: {
    start: (value: string) => (readTime(value) === null ? 'A time such as 12:00.' : null),
    end: (value: string) =>
      value !== '' && readTime(value) === null ? 'A time such as 12:30.' : null,
  },
};
