import { addDays, daysBetween, mondayOf } from '@/ui/time/zone';

/** The first day of a day's month. */
export const monthOf = (day: string) => `${day.slice(0, 7)}-01`;

/** The first day of the month so many months later or earlier. */
export function addMonths(day: string, months: number): string {
  const date = new Date(`${monthOf(day)}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** The whole weeks that a month touches: their first Monday, and four to six times seven days. */
export function weeksOf(day: string): [first: string, days: number] {
  const first = mondayOf(monthOf(day));
  const lastMonday = mondayOf(addDays(addMonths(day, 1), -1));
  return [first, daysBetween(first, lastMonday) + 7];
}
