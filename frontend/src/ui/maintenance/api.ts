import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { Maintenance, NewMaintenance } from '@/api/types';

/** What is taken out of use: one facility or one item. */
export type Over = { facility: number } | { equipment: number };

/** Windows that are not over yet. */
export const maintenanceQuery = (over: Over, since: string) =>
  queryOptions({
    queryKey: ['maintenance', over, since],
    queryFn: async ({ signal }) => {
      const query = { ...over, start: since };
      return (await unwrap(api.GET('/api/maintenance/', { params: { query }, signal }))).results;
    },
  });

/** What a window would hit. */
export const hitsQuery = (over: Over, start: string, end: string) =>
  queryOptions({
    queryKey: ['maintenance', 'hits', over, start, end],
    queryFn: async ({ signal }) => {
      const query = { ...over, start, end };
      return (await unwrap(api.GET('/api/maintenance/hits/', { params: { query }, signal }))).hits;
    },
  });

export const planMaintenance = (body: NewMaintenance) =>
  unwrap(api.POST('/api/maintenance/', { body }));

export const callOff = ({ id, version }: Maintenance) =>
  unwrap(
    api.DELETE('/api/maintenance/{maintenance_id}/', {
      params: { path: { maintenance_id: id } },
      headers: ifMatch(version),
    }),
  );

export function useRefreshMaintenance() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['maintenance', 'timeline', 'events', 'today'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}
