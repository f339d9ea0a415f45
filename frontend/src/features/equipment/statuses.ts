export const EQUIPMENT_STATUSES = [
  { value: 'Available', label: 'Available' },
  { value: 'In Use', label: 'In use' },
  { value: 'Faulty', label: 'Faulty' },
  { value: 'In Maintenance', label: 'In maintenance' },
  { value: 'Retired', label: 'Retired' },
] as const;

export const STATUS_NAMES = EQUIPMENT_STATUSES.map(({ value }) => value);

/** Whether a kit can go out whole. */
export function kitState(
  archivedAt: string | undefined,
  items: readonly { is_bookable: boolean }[],
): 'Archived' | 'Empty' | 'Incomplete' | 'Complete' {
  if (archivedAt) return 'Archived';
  if (items.length === 0) return 'Empty';
  return items.every(({ is_bookable }) => is_bookable) ? 'Complete' : 'Incomplete';
}
