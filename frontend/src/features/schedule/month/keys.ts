import { addDays, mondayOf } from '@/ui/time/zone';
import { addMonths } from './days';

/** The day that a key leads to, or nothing. */
export function keyed(from: string, key: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(from, -1);
    case 'ArrowRight':
      return addDays(from, 1);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'Home':
      return mondayOf(from);
    case 'End':
      return addDays(mondayOf(from), 6);
    case 'PageUp':
      return sameDayIn(addMonths(from, -1), from);
    case 'PageDown':
      return sameDayIn(addMonths(from, 1), from);
    default:
      return undefined;
  }
}

/** The 31st of a month of 30 days is its last. */
function sameDayIn(month: string, day: string): string {
  const last = addDays(addMonths(month, 1), -1);
  const wanted = `${month.slice(0, 7)}${day.slice(7)}`;
  return wanted < last ? wanted : last;
}
