import { NavLink } from 'react-router';
import styles from './PageTabs.module.css';

interface Props {
  /** What the pages have in common, for those who do not see them side by side. */
  label: string;
  /** `end` where the address of another tab begins with this one's. */
  tabs: { to: string; label: string; end?: boolean }[];
}

/** The pages that belong together, as links of which one is where the reader is. */
export function PageTabs({ label, tabs }: Props) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end={tab.end ?? false} className={styles.tab}>
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
