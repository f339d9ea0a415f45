export const ROLES = [
  { value: 'administrator', label: 'Administrator' },
  { value: 'manager', label: 'Manager' },
  { value: 'scheduler', label: 'Scheduler' },
  { value: 'engineer', label: 'Engineer' },
  { value: 'operator', label: 'Operator' },
] as const;

export const ROLE_NAMES = ROLES.map(({ value }) => value);

export type Role = (typeof ROLE_NAMES)[number];

export const PERSON_STATUSES = ['Active', 'Inactive'] as const;

export const roleName = (role: string) => ROLES.find(({ value }) => value === role)?.label ?? role;

/** Each widens what one person may do beyond the role. */
export const FLAGS = [
  { value: 'scheduling', label: 'Scheduling', hint: 'Events, bookings and imports' },
  { value: 'incident_reporting', label: 'Incident reporting', hint: 'Tickets of others as well' },
  { value: 'system_check', label: 'System check', hint: 'Checklists of every department' },
  { value: 'change_requests', label: 'Change requests', hint: 'Planned changes' },
  { value: 'employee_management', label: 'Employee management', hint: 'The directory' },
] as const;

export type Flag = (typeof FLAGS)[number]['value'];

export const DEPARTMENTS = [
  'Operations',
  'Engineering',
  'Management',
  'Administration',
  'Maintenance',
];
