import { Anchor, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './Section.module.css';

interface Props {
  title: string;
  count: number;
  /** How a count above zero is meant. */
  tone?: 'warn' | 'bad';
  more?: { to: string; label: string };
  children: ReactNode;
}

export function Section({ title, count, tone, more, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={styles.head}>
        <Title order={2} id={id}>
          {title}
          {count > 0 && (
            <span className={styles.count} data-tone={tone}>
              {count}
            </span>
          )}
        </Title>
        {more && (
          <Anchor component={Link} to={more.to} size="sm">
            {more.label}
          </Anchor>
        )}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
