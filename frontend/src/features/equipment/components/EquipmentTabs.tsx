import { PageTabs } from '@/ui/PageTabs';

const TABS = [
  { to: '/equipment', label: 'Items', end: true },
  { to: '/equipment/kits', label: 'Kits' },
  { to: '/equipment/pools', label: 'Pools' },
];

export const EquipmentTabs = () => <PageTabs label="Items, kits and pools" tabs={TABS} />;
