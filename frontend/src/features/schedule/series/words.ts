import type { Frequency } from './rule';

export const WEEKDAYS = [
  { value: 'MO', label: 'Mon' },
  { value: 'TU', label: 'Tue' },
  { value: 'WE', label: 'Wed' },
  { value: 'TH', label: 'Thu' },
  { value: 'FR', label: 'Fri' },
  { value: 'SA', label: 'Sat' },
  { value: 'SU', label: 'Sun' },
];

export const FREQUENCIES: { value: Frequency; label: string }[] = [
  { value: 'none', label: 'Once' },
  { value: 'daily', label: 'Daily' },
  { value: 'weekdays', label: 'Every weekday' },
  { value: 'weekly', label: 'Weekly' },
  { value: 'monthly', label: 'Monthly, on this day of the month' },
  { value: 'monthly-weekday', label: 'Monthly, on this day of the week' },
  { value: 'yearly', label: 'Yearly' },
  { value: 'custom', label: 'By a rule (RFC 5545)' },
];

export const UNITS: Partial<Record<Frequency, string>> = {
  daily: 'days',
  weekly: 'weeks',
  monthly: 'months',
  'monthly-weekday': 'months',
  yearly: 'years',
};
