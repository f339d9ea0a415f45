import { ActionIcon, Group, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import styles from './SidePanel.module.css';

interface Props {
  title: string;
  /** Beside the title: a status. */
  sub?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons that stay in sight at the bottom. */
  footer?: ReactNode;
}

/**
 * A drawer beside the list, not over it: the list stays in sight and in use. On a phone it takes
 * the screen. Focus goes in when it opens and back to where it was when it closes.
 */
export function SidePanel({ title, sub, onClose, children, footer }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const phone = useMediaQuery('(width < 62em)');

  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };

  return (
    // Escape works wherever in the panel the focus is; the button says the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={styles.panel}
      aria-label={title}
      data-phone={phone || undefined}
      onKeyDown={closeOnEscape}
    >
      <Group className={styles.head} justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </Title>
          {sub !== undefined && <div className={styles.sub}>{sub}</div>}
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label="Close" onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <div className={styles.foot}>{footer}</div>}
    </aside>
  );
}
