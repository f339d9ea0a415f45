/** Monday first, as weeks are. */
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const nameOf = (month: string) => MONTHS[Number(month.slice(5, 7)) - 1] ?? '';

/** `November 2026`, of a month or any day of it. */
export const formatMonth = (month: string) => `${nameOf(month)} ${month.slice(0, 4)}`;

/** `24 Nov`. */
export const formatDate = (day: string) => `${Number(day.slice(8, 10))} ${nameOf(day).slice(0, 3)}`;

/** `Tue`. */
export const weekdayOf = (day: string) =>
  WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? '';
