import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMe } from '@/api/reference';
import { EmptyState } from '@/ui/EmptyState';
import { ListBody } from '@/ui/ListBody';
import { StatusBadge } from '@/ui/StatusBadge';
import { addDays } from '@/ui/time/zone';
import { useFilterLink } from '@/ui/useFilters';
import { requestsQuery } from '../api';
import { dayCount, daysText } from '../hours';
import { Card } from './Card';
import styles from './List.module.css';

const SHOWN_BEHIND = 60; // days

/** What one has asked for: what is to come, and what was lately. */
export function OwnRequests({ open, today }: { open: string | undefined; today: string }) {
  const me = useMe();
  const link = useFilterLink();
  const query = useQuery(
    requestsQuery({ user: me.id, start_date: addDays(today, -SHOWN_BEHIND), page_size: 50 }),
  );
  return (
    <Card
      title="Time off"
      actions={
        <Button
          component={Link}
          to={link({ request: 'new', entry: null })}
          variant="default"
          size="compact-md"
        >
          Ask for time off
        </Button>
      }
    >
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={<EmptyState title="No time off" hint="Ask for a day and a manager will answer." />}
      >
        {({ results }) => (
          <ul className={styles.list}>
            {results.map((request) => (
              <li key={request.id}>
                <Link
                  className={styles.item}
                  to={link({ request: request.id, entry: null })}
                  aria-current={open === String(request.id) || undefined}
                >
                  <span className={styles.main}>
                    <span>{daysText(request)}</span>
                    <Text size="xs" c="dimmed" component="span">
                      {request.request_type}, {dayCount(request.days)}
                      {request.rejection_reason && `. Rejected: ${request.rejection_reason}`}
                    </Text>
                  </span>
                  <StatusBadge status={request.status} />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </ListBody>
    </Card>
  );
}
