export const EVENT_STATUSES = [
  { value: 'Scheduled', label: 'Scheduled' },
  { value: 'In Progress', label: 'In progress' },
  { value: 'Completed', label: 'Completed' },
  { value: 'Cancelled', label: 'Cancelled' },
] as const;

export const STATUS_NAMES = EVENT_STATUSES.map(({ value }) => value);

/** Suggestions; any other word may be typed. */
export const EVENT_TYPES = [
  'Transmission',
  'Recording',
  'Rehearsal',
  'Edit',
  'Live event',
  'Maintenance',
  'Meeting',
];

/** Nothing is moved of what has one of these. */
export const ENDED: readonly string[] = ['Completed', 'Cancelled'];
