import { NavLink } from 'react-router';
import styles from './FacilityTabs.module.css';

export function FacilityTabs() {
  return (
    <nav aria-label="Facilities and locations" className={styles.tabs}>
      <NavLink to="/facilities" className={styles.tab}>
        Facilities
      </NavLink>
      <NavLink to="/locations" className={styles.tab}>
        Locations
      </NavLink>
    </nav>
  );
}
