import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { NotificationQuery, NotificationPreference } from '@/api/types';

export const PAGE_SIZE = 50;

export const unreadCountQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/notifications/unread-count/', { signal }))).unread,
});

export const notificationsQuery = (filters: NotificationQuery) =>
  queryOptions({
    queryKey: ['notifications', 'list', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/notifications/', {
          params: { query: { ...filters, page_size: PAGE_SIZE } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });

export const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/notification-preferences/', { signal }))).preferences,
});

const useRefreshNotifications = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['notifications'] });
};

export function useMarkRead() {
  const refresh = useRefreshNotifications();
  return useMutation({
    mutationFn: ({ id, isRead }: { id: number; isRead: boolean }) =>
      unwrap(
        api.PATCH('/api/notifications/{notification_id}/', {
          params: { path: { notification_id: id } },
          body: { is_read: isRead },
        }),
      ),
    onSettled: refresh,
  });
}

/** Marks what was on screen, up to the newest of it: what comes meanwhile stays unread. */
export function useMarkAllRead() {
  const refresh = useRefreshNotifications();
  return useMutation({
    mutationFn: (newest: number) =>
      unwrap(api.POST('/api/notifications/mark-all-read/', { body: { up_to: newest } })),
    onSettled: refresh,
  });
}

export function useChoosePreference() {
  const queries = useQueryClient();
  return useMutation({
    scope: { id: 'notification-preferences' }, // the last answer shown is that to the last choice
    mutationFn: async (
      wish: Pick<NotificationPreference, 'kind'> & Partial<NotificationPreference>,
    ) =>
      (await unwrap(api.PATCH('/api/notification-preferences/', { body: { preferences: [wish] } })))
        .preferences,
    onSuccess: (preferences) => queries.setQueryData(preferencesQuery.queryKey, preferences),
  });
}
