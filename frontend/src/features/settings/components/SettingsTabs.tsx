import { useRights } from '@/api/reference';
import { PageTabs } from '@/ui/PageTabs';

/** The rules of the station and its reference data, as far as one may change them. */
export function SettingsTabs() {
  const { editSettings, editShifts, editIncidentTypes, importSchedule } = useRights();
  const tabs = [
    { to: '/admin/settings', label: 'Rules', open: editSettings },
    { to: '/admin/retention', label: 'Retention', open: editSettings },
    { to: '/admin/shift-patterns', label: 'Shift patterns', open: editShifts },
    { to: '/admin/incident-types', label: 'Incident types', open: editIncidentTypes },
    { to: '/admin/sources', label: 'Schedule sources', open: importSchedule },
  ].filter(({ open }) => open);
  return <PageTabs label="Settings" tabs={tabs} />;
}
