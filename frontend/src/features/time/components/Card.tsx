import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import styles from './Card.module.css';

interface Props {
  title: string;
  /** Beside the title: buttons, a link. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the page under its own heading. */
export function Card({ title, actions, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={styles.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
