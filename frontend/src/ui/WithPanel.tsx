import type { ReactNode } from 'react';
import styles from './WithPanel.module.css';

interface Props {
  children: ReactNode;
  panel?: ReactNode;
  /** The page fills the height itself and scrolls inside, as the timeline does. */
  filled?: boolean;
}

/** A page and, when a row is open, the panel beside it; each scrolls by itself. */
export function WithPanel({ children, panel, filled }: Props) {
  return (
    <div className={styles.split}>
      <div className={styles.page} data-filled={filled || undefined}>
        {children}
      </div>
      {panel}
    </div>
  );
}
