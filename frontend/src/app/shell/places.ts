import {
  IconAlertTriangle,
  IconBuilding,
  IconCalendarTime,
  IconChecklist,
  IconClock,
  IconDeviceTv,
  IconFileImport,
  IconHeartbeat,
  IconHistory,
  IconKey,
  IconSettings,
  IconReplace,
  IconSun,
  IconTicket,
  IconUserCheck,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Rights } from '@/api/rights';

export interface Place {
  to: string;
  label: string;
  /** The letter after `g`. */
  key: string;
  icon: Icon;
  open?: (rights: Rights) => boolean;
  /** Within reach of one thumb on a phone, under this short name. */
  thumb?: string;
}

/** The rail, by task. People see only what they may use. */
export const places: Place[] = [
  { to: '/today', label: 'Today', key: 't', icon: IconSun, thumb: 'Today' },
  { to: '/schedule', label: 'Schedule', key: 's', icon: IconCalendarTime, thumb: 'Schedule' },
  { to: '/my-time', label: 'My time', key: 'm', icon: IconClock, thumb: 'My time' },
  {
    to: '/approvals',
    label: 'Approvals',
    key: 'v',
    icon: IconUserCheck,
    open: ({ approveTime, approveLeave }) => approveTime || approveLeave,
  },
  { to: '/tickets', label: 'Tickets', key: 'k', icon: IconTicket },
  {
    to: '/report-incident',
    label: 'Report an incident',
    key: 'r',
    icon: IconAlertTriangle,
    thumb: 'Report',
  },
  { to: '/system-check', label: 'System check', key: 'c', icon: IconChecklist },
  {
    to: '/change-requests',
    label: 'Change requests',
    key: 'h',
    icon: IconReplace,
    open: ({ requestChanges, reviewChanges }) => requestChanges || reviewChanges,
  },
  { to: '/facilities', label: 'Facilities', key: 'f', icon: IconBuilding },
  { to: '/equipment', label: 'Equipment', key: 'e', icon: IconDeviceTv },
  { to: '/people', label: 'People', key: 'p', icon: IconUsers },
  {
    to: '/import',
    label: 'Import',
    key: 'i',
    icon: IconFileImport,
    open: ({ importSchedule }) => importSchedule,
  },
  {
    to: '/admin/settings',
    label: 'Settings',
    key: 'x',
    icon: IconSettings,
    open: ({ editSettings, editShifts, editIncidentTypes }) =>
      editSettings || editShifts || editIncidentTypes,
  },
  {
    to: '/admin/sign-in',
    label: 'Sign-in',
    key: 'l',
    icon: IconKey,
    open: ({ manageSignIn }) => manageSignIn,
  },
  {
    to: '/admin/audit',
    label: 'Audit trail',
    key: 'a',
    icon: IconHistory,
    open: ({ readAudit }) => readAudit,
  },
  {
    to: '/admin/health',
    label: 'Station health',
    key: 'd',
    icon: IconHeartbeat,
    open: ({ readStatus }) => readStatus,
  },
];

export const placesFor = (rights: Rights) => places.filter(({ open }) => open?.(rights) ?? true);
