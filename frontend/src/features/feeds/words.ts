import type { CalendarFeed } from '@/api/types';

export type FeedKind = CalendarFeed['kind'];

export const KINDS: { value: FeedKind; label: string }[] = [
  { value: 'person', label: 'A person' },
  { value: 'facility', label: 'A facility' },
  { value: 'filter', label: 'A saved filter' },
];

export const SHOWS: Record<FeedKind, string> = {
  person: 'Duties of a person, from call to wrap',
  facility: 'Events in a facility',
  filter: 'Events of a saved filter',
};
