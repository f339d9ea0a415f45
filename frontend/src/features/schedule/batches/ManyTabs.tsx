import { PageTabs } from '@/ui/PageTabs';

const TABS = [
  { to: '/schedule', label: 'Schedule', end: true },
  { to: '/schedule/templates', label: 'Templates' },
  { to: '/schedule/batches', label: 'What was done' },
];

export const ManyTabs = () => <PageTabs label="Many events at once" tabs={TABS} />;
