import { NavLink } from 'react-router';
import styles from './ManyTabs.module.css';

export function ManyTabs() {
  return (
    <nav aria-label="Many events at once" className={styles.tabs}>
      <NavLink to="/schedule" end className={styles.tab}>
        Schedule
      </NavLink>
      <NavLink to="/schedule/templates" className={styles.tab}>
        Templates
      </NavLink>
      <NavLink to="/schedule/batches" className={styles.tab}>
        What was done
      </NavLink>
    </nav>
  );
}
