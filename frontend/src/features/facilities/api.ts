import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { FacilityDraft, LocationDraft } from '@/api/types';

export interface FacilityFilters {
  search?: string | undefined;
  kind?: string | undefined;
  location?: number | undefined;
  status?: string | undefined;
  archived?: boolean | undefined;
}

export const facilityListQuery = (filters: FacilityFilters) =>
  queryOptions({
    queryKey: ['facilities', 'list', filters],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/facilities/', { params: { query: filters }, signal }))).results,
    placeholderData: (previous) => previous,
  });

export const facilityQuery = (id: number) =>
  queryOptions({
    queryKey: ['facilities', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/facilities/{id}/', { params: { path: { id } }, signal })),
  });

export function saveFacility(body: FacilityDraft, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/facilities/', { body: { name: '', ...body } }))
    : unwrap(
        api.PATCH('/api/facilities/{id}/', {
          params: { path: { id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveFacility = (id: number) =>
  unwrap(api.POST('/api/facilities/{id}/archive/', { params: { path: { id } } }));

export const restoreFacility = (id: number) =>
  unwrap(api.POST('/api/facilities/{id}/restore/', { params: { path: { id } } }));

export const locationListQuery = (filters: {
  search?: string | undefined;
  archived?: boolean | undefined;
}) =>
  queryOptions({
    queryKey: ['locations', 'list', filters],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET('/api/locations/', { params: { query: filters }, signal }))).results,
    placeholderData: (previous) => previous,
  });

export const locationQuery = (id: number) =>
  queryOptions({
    queryKey: ['locations', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/locations/{id}/', { params: { path: { id } }, signal })),
  });

export function saveLocation(body: LocationDraft, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/locations/', { body: { name: '', ...body } }))
    : unwrap(
        api.PATCH('/api/locations/{id}/', {
          params: { path: { id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveLocation = (id: number) =>
  unwrap(api.POST('/api/locations/{id}/archive/', { params: { path: { id } } }));

export const restoreLocation = (id: number) =>
  unwrap(api.POST('/api/locations/{id}/restore/', { params: { path: { id } } }));

/** Makes every list that shows facilities or locations read them again. */
export function useRefreshFacilities() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['facilities', 'locations', 'timeline'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}
