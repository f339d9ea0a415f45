import { Button, CloseButton, Group, Text } from '@mantine/core';
import { IconBuilding, IconCalendarCancel, IconClockShare, IconCopy } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Asked } from './asking';
import { counted } from './asking';
import { MOST, type Selection } from './selection';
import styles from './BulkBar.module.css';

interface Props {
  selection: Selection;
  onAsk: (asked: Asked) => void;
}

const CHOICES = [
  { does: 'move', label: 'Move', icon: IconClockShare },
  { does: 'facility', label: 'Facility', icon: IconBuilding },
  { does: 'copy', label: 'Copy', icon: IconCopy },
  { does: 'cancel', label: 'Cancel', icon: IconCalendarCancel },
] as const;

const ABOVE = '[role="dialog"], [role="menu"], [role="listbox"]';

/** What can be done with the chosen events. Escape lets go of them. */
export function BulkBar({ selection, onAsk }: Props) {
  const count = selection.ids.size;
  // What Escape closes may be gone by the time the key gets here.
  const closes = useRef(false);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || closes.current) return;
    selection.clear();
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const look = () => {
      const found = [...document.querySelectorAll(ABOVE)];
      closes.current = found.some((element) => element.checkVisibility());
    };
    window.addEventListener('keydown', look, { signal, capture: true });
    document.addEventListener('keydown', pressed, { signal });
    return () => stop.abort();
  }, []);

  if (count === 0) return null;
  const tooMany = count > MOST;
  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected events">
      <Text size="sm" fw={600} role="status">
        {counted(count, 'event')} selected
        {tooMany && <span className={styles.most}>, at most {MOST} at once</span>}
      </Text>
      <Group gap={6}>
        {CHOICES.map(({ does, label, icon: Icon }) => (
          <Button
            key={does}
            size="xs"
            variant="default"
            disabled={tooMany}
            leftSection={<Icon size={15} aria-hidden />}
            onClick={() => onAsk({ does, events: [...selection.ids] })}
          >
            {label}
          </Button>
        ))}
      </Group>
      <CloseButton aria-label="Select none" title="Select none" onClick={selection.clear} />
    </div>
  );
}
