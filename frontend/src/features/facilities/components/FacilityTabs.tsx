import { PageTabs } from '@/ui/PageTabs';

const TABS = [
  { to: '/facilities', label: 'Facilities' },
  { to: '/locations', label: 'Locations' },
];

export const FacilityTabs = () => <PageTabs label="Facilities and locations" tabs={TABS} />;
