/** Types of leave as the console offers them; other clients may spell their own. */
export const LEAVE_TYPES = [
  'Annual leave',
  'Personal',
  'TOIL',
  'Bank holiday',
  'Sick',
  'Training',
  'Other',
];

export const KIND_NAMES: Record<string, string> = {
  annual_leave: 'Annual leave',
  personal: 'Personal',
  toil: 'TOIL',
  bank_holiday: 'Bank holiday',
  sick: 'Sick',
  training: 'Training',
  other: 'Other',
};

/** Lunch without times, in hours. */
export const LUNCHES = [
  { value: '0', label: 'None' },
  { value: '0.5', label: '30 min' },
  { value: '1', label: '1 h' },
  { value: '1.5', label: '1 h 30' },
];
