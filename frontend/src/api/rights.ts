import type { Me } from './types';

/**
 * What the console offers. The server alone decides what is allowed; this only spares people
 * buttons that would be refused.
 */
export interface Rights {
  editSchedule: boolean;
  importSchedule: boolean;
  editFacilities: boolean;
  editEquipment: boolean;
  editPeople: boolean;
  editRoles: boolean;
  readEmergencyContacts: boolean;
  administer: boolean;
}

export function rightsOf({ role, flags }: Pick<Me, 'role' | 'flags'>): Rights {
  const administrator = role === 'administrator';
  const lead = administrator || role === 'manager';
  const scheduling = lead || role === 'scheduler' || flags.includes('scheduling');
  return {
    editSchedule: scheduling,
    importSchedule: scheduling,
    editFacilities: lead,
    editEquipment: lead || role === 'engineer',
    editPeople: lead || flags.includes('employee_management'),
    editRoles: administrator,
    readEmergencyContacts: lead,
    administer: administrator,
  };
}
