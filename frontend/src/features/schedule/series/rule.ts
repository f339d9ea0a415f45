import { WEEKDAYS } from './words';

/** How often something repeats, as the form asks it. `custom` is a rule typed in full. */
export type Frequency =
  'none' | 'daily' | 'weekdays' | 'weekly' | 'monthly' | 'monthly-weekday' | 'yearly' | 'custom';
export type Ending = 'never' | 'count' | 'until';

export interface Repeat {
  frequency: Frequency;
  interval: number;
  /** `MO` to `SU`, of a weekly rule. */
  days: string[];
  ending: Ending;
  count: number;
  /** The last day, included. */
  until: string | null;
  custom: string;
}

export const NO_REPEAT: Repeat = {
  frequency: 'none',
  interval: 1,
  days: [],
  ending: 'never',
  count: 10,
  until: null,
  custom: '',
};

/** `MO` to `SU` of a day of the calendar. */
export const weekdayOf = (day: string): string =>
  WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]?.value ?? 'MO';

/** Which such weekday of its month a day is, counted from 1; the fifth is written as the last. */
export function nthWeekday(day: string): number {
  const nth = Math.ceil(Number(day.slice(8, 10)) / 7);
  return nth > 4 ? -1 : nth;
}

/** The rule of RFC 5545 for what was chosen, or null while nothing or too little is. */
export function ruleOf(repeat: Repeat, day: string): string | null {
  const { frequency, interval } = repeat;
  if (frequency === 'none' || day === '') return null;
  if (frequency === 'custom') return repeat.custom.trim() || null;
  const step = interval > 1 ? `;INTERVAL=${interval}` : '';
  const days = repeat.days.length > 0 ? repeat.days : [weekdayOf(day)];
  const parts = {
    daily: `FREQ=DAILY${step}`,
    weekdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    weekly: `FREQ=WEEKLY${step};BYDAY=${WEEKDAYS.map(({ value }) => value)
      .filter((value) => days.includes(value))
      .join(',')}`,
    monthly: `FREQ=MONTHLY${step};BYMONTHDAY=${Number(day.slice(8, 10))}`,
    'monthly-weekday': `FREQ=MONTHLY${step};BYDAY=${nthWeekday(day)}${weekdayOf(day)}`,
    yearly: `FREQ=YEARLY${step}`,
  }[frequency];
  if (repeat.ending === 'count') return `${parts};COUNT=${repeat.count}`;
  if (repeat.ending === 'until' && repeat.until) {
    return `${parts};UNTIL=${repeat.until.replaceAll('-', '')}`;
  }
  return parts;
}
