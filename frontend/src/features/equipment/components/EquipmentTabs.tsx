import { NavLink } from 'react-router';
import styles from './EquipmentTabs.module.css';

export function EquipmentTabs() {
  return (
    <nav aria-label="Items, kits and pools" className={styles.tabs}>
      <NavLink to="/equipment" end className={styles.tab}>
        Items
      </NavLink>
      <NavLink to="/equipment/kits" className={styles.tab}>
        Kits
      </NavLink>
      <NavLink to="/equipment/pools" className={styles.tab}>
        Pools
      </NavLink>
    </nav>
  );
}
