import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { NewIncidentType, NewShift, SettingValues } from '@/api/types';

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/settings/', { signal }))).settings,
});

export function useSaveSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (values: SettingValues) =>
      (await unwrap(api.PATCH('/api/settings/', { body: values }))).settings,
    onSuccess: (settings) => queries.setQueryData(settingsQuery.queryKey, settings),
  });
}

/** One sort of reference data: how it is listed, read, saved and put away. */
export const shifts = {
  list: (archived: boolean) =>
    queryOptions({
      queryKey: ['shifts', 'list', archived],
      queryFn: async ({ signal }) =>
        (await unwrap(api.GET('/api/shifts/', { params: { query: { archived } }, signal })))
          .results,
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: ['shifts', 'one', id],
      queryFn: ({ signal }) =>
        unwrap(api.GET('/api/shifts/{shift_id}/', { params: { path: { shift_id: id } }, signal })),
    }),
  save: (body: NewShift, id?: number, version = 0) =>
    id === undefined
      ? unwrap(api.POST('/api/shifts/', { body }))
      : unwrap(
          api.PATCH('/api/shifts/{shift_id}/', {
            params: { path: { shift_id: id } },
            headers: ifMatch(version),
            body,
          }),
        ),
  archive: (id: number) =>
    unwrap(api.POST('/api/shifts/{shift_id}/archive/', { params: { path: { shift_id: id } } })),
  restore: (id: number) =>
    unwrap(api.POST('/api/shifts/{shift_id}/restore/', { params: { path: { shift_id: id } } })),
};

export const incidentTypes = {
  list: (archived: boolean) =>
    queryOptions({
      queryKey: ['incident-types', 'list', archived],
      queryFn: async ({ signal }) =>
        (await unwrap(api.GET('/api/incident-types/', { params: { query: { archived } }, signal })))
          .results,
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: ['incident-types', 'one', id],
      queryFn: ({ signal }) =>
        unwrap(
          api.GET('/api/incident-types/{incident_type_id}/', {
            params: { path: { incident_type_id: id } },
            signal,
          }),
        ),
    }),
  save: (body: NewIncidentType, id?: number, version = 0) =>
    id === undefined
      ? unwrap(api.POST('/api/incident-types/', { body }))
      : unwrap(
          api.PATCH('/api/incident-types/{incident_type_id}/', {
            params: { path: { incident_type_id: id } },
            headers: ifMatch(version),
            body,
          }),
        ),
  archive: (id: number) =>
    unwrap(
      api.POST('/api/incident-types/{incident_type_id}/archive/', {
        params: { path: { incident_type_id: id } },
      }),
    ),
  restore: (id: number) =>
    unwrap(
      api.POST('/api/incident-types/{incident_type_id}/restore/', {
        params: { path: { incident_type_id: id } },
      }),
    ),
};

/** What is kept for how long, and how much of it would go if the night began now. */
export const retentionQuery = queryOptions({
  queryKey: ['settings', 'retention'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/retention/', { signal }))).kinds,
});
