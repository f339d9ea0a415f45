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
  manageSignIn: boolean;
  readEmergencyContacts: boolean;
  readAudit: boolean;
  exportPersonalData: boolean;
  anonymisePeople: boolean;
  editSettings: boolean;
  editShifts: boolean;
  editIncidentTypes: boolean;
  retryDeadLetters: boolean;
  readStatus: boolean;
  editChecklists: boolean;
  workIncidents: boolean;
  workService: boolean;
  requestChanges: boolean;
  reviewChanges: boolean;
  approveTime: boolean;
  readLeave: boolean;
  approveLeave: boolean;
}

export function rightsOf({ role, rights }: Pick<Me, 'role' | 'rights'>): Rights {
  const has = (right: string) => rights.includes(right);
  return {
    editSchedule: has('events.write'),
    importSchedule: has('imports.write'),
    editFacilities: has('facilities.write'),
    editEquipment: has('equipment.write'),
    editPeople: has('people.write'),
    editRoles: has('people.roles'),
    manageSignIn: has('people.sign_in'),
    readEmergencyContacts: role === 'administrator' || role === 'manager',
    readAudit: has('audit.read'),
    exportPersonalData: has('personal_data.read'),
    anonymisePeople: has('personal_data.write'),
    editSettings: has('settings.write'),
    editShifts: has('shifts.write'),
    editIncidentTypes: has('incident_types.write'),
    retryDeadLetters: has('dead_letters.write'),
    readStatus: has('status.read'),
    editChecklists: has('checklists.write'),
    workIncidents: has('incidents.write'),
    workService: has('service_tickets.write'),
    requestChanges: has('changes.write'),
    reviewChanges: has('changes.approve'),
    approveTime: has('time.approve'),
    readLeave: has('leave.read'),
    approveLeave: has('leave.approve'),
  };
}
