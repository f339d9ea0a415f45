import { Button, SegmentedControl } from '@mantine/core';
import { IconChecks, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { tellError } from '@/ui/toasts';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import {
  notificationsQuery,
  PAGE_SIZE,
  preferencesQuery,
  unreadCountQuery,
  useMarkAllRead,
} from './api';
import { NotificationItem } from './components/NotificationItem';
import styles from './NotificationsPage.module.css';

type Filter = 'show' | 'kind' | 'page';

/** What concerns the person who is signed in, the newest first. Opening one marks it as read. */
export function NotificationsPage() {
  const [filters, setFilters] = useFilters<Filter>();
  const page = Number(filters.page ?? 1);
  const onlyUnread = filters.show === 'unread';
  const query = useQuery(
    notificationsQuery({ unread: onlyUnread || undefined, kind: filters.kind, page }),
  );
  const { data: unread = 0 } = useQuery(unreadCountQuery);
  const { data: kinds = [] } = useQuery(preferencesQuery);
  const markAll = useMarkAllRead();
  const newest = Math.max(0, ...(query.data?.results.map(({ id }) => id) ?? []));

  return (
    <WithPanel>
      <PageHeader title="Notifications" sub={unread > 0 ? `${unread} unread` : undefined}>
        <Button
          variant="default"
          leftSection={<IconChecks size={16} aria-hidden />}
          disabled={unread === 0 || newest === 0}
          loading={markAll.isPending}
          onClick={() =>
            markAll.mutate(newest, {
              onError: (error) => tellError(error, 'They are still unread'),
            })
          }
        >
          Mark all read
        </Button>
        <Button
          component={Link}
          to="/account/notifications"
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden />}
        >
          Choose what you are told
        </Button>
      </PageHeader>
      <FilterBar>
        <SegmentedControl
          aria-label="Which notifications"
          data={[
            { value: 'all', label: 'All' },
            { value: 'unread', label: 'Unread' },
          ]}
          value={onlyUnread ? 'unread' : 'all'}
          onChange={(show) => setFilters({ show: show === 'all' ? null : show, page: null })}
        />
        <FilterSelect
          label="Kind"
          w="16rem"
          data={kinds.map(({ kind, label }) => ({ value: kind, label }))}
          value={filters.kind}
          onChange={(kind) => setFilters({ kind, page: null })}
        />
      </FilterBar>
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          onlyUnread ? (
            <EmptyState title="Nothing unread" hint="Show all to see what you were told before." />
          ) : (
            <EmptyState
              title="No notifications yet"
              hint="When somebody puts you on an event, assigns you a ticket or decides on a request of yours, it appears here by itself."
            />
          )
        }
      >
        {({ count, results }) => (
          <>
            <ul className={styles.list}>
              {results.map((notification) => (
                <NotificationItem key={notification.id} notification={notification} />
              ))}
            </ul>
            <Pager
              count={count}
              page={page}
              pageSize={PAGE_SIZE}
              noun="notifications"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          </>
        )}
      </ListBody>
    </WithPanel>
  );
}
