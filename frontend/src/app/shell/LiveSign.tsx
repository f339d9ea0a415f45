import { Tooltip } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import type { LiveState } from '@/api/live';
import styles from './LiveSign.module.css';

/** Quiet while all is well; says so when changes of others no longer arrive by themselves. */
export function LiveSign({ state }: { state: LiveState }) {
  return (
    <div role="status" className={styles.sign}>
      {state === 'lost' && (
        <Tooltip
          multiline
          w={240}
          position="right"
          label="Changes by others do not arrive just now. Trying to connect again; your own work is saved as usual."
        >
          <span className={styles.lost}>
            <IconCloudOff size={18} aria-hidden />
            <span>Not live</span>
          </span>
        </Tooltip>
      )}
    </div>
  );
}
