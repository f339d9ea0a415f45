export const EQUIPMENT_STATUSES = [
  { value: 'Available', label: 'Available' },
  { value: 'In Use', label: 'In use' },
  { value: 'Faulty', label: 'Faulty' },
  { value: 'In Maintenance', label: 'In maintenance' },
  { value: 'Retired', label: 'Retired' },
] as const;

export const STATUS_NAMES = EQUIPMENT_STATUSES.map(({ value }) => value);
