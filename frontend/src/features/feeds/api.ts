import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { NewCalendarFeed } from '@/api/types';

/** One's own feeds that are open, the latest first. */
export const feedsQuery = queryOptions({
  queryKey: ['calendar-feeds', 'list'],
  queryFn: async ({ signal }) =>
    (
      await unwrap(
        api.GET('/api/calendar-feeds/', { params: { query: { page_size: 100 } }, signal }),
      )
    ).results,
});

export const feedQuery = (id: number) =>
  queryOptions({
    queryKey: ['calendar-feeds', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/calendar-feeds/{feed_id}/', { params: { path: { feed_id: id } }, signal }),
      ),
  });

export const createFeed = (body: NewCalendarFeed) =>
  unwrap(api.POST('/api/calendar-feeds/', { body }));

export const revokeFeed = (id: number) =>
  unwrap(api.POST('/api/calendar-feeds/{feed_id}/revoke/', { params: { path: { feed_id: id } } }));
