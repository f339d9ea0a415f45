import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { FacilityQuery, LocationQuery, NewFacility, NewLocation } from '@/api/types';

export const facilityListQuery = (filters: FacilityQuery) =>
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
      unwrap(
        api.GET('/api/facilities/{facility_id}/', {
          params: { path: { facility_id: id } },
          signal,
        }),
      ),
  });

export function saveFacility(body: NewFacility, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/facilities/', { body }))
    : unwrap(
        api.PATCH('/api/facilities/{facility_id}/', {
          params: { path: { facility_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveFacility = (id: number) =>
  unwrap(
    api.POST('/api/facilities/{facility_id}/archive/', { params: { path: { facility_id: id } } }),
  );

export const restoreFacility = (id: number) =>
  unwrap(
    api.POST('/api/facilities/{facility_id}/restore/', { params: { path: { facility_id: id } } }),
  );

export const locationListQuery = (filters: LocationQuery) =>
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
      unwrap(
        api.GET('/api/locations/{location_id}/', { params: { path: { location_id: id } }, signal }),
      ),
  });

export function saveLocation(body: NewLocation, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/locations/', { body }))
    : unwrap(
        api.PATCH('/api/locations/{location_id}/', {
          params: { path: { location_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveLocation = (id: number) =>
  unwrap(
    api.POST('/api/locations/{location_id}/archive/', { params: { path: { location_id: id } } }),
  );

export const restoreLocation = (id: number) =>
  unwrap(
    api.POST('/api/locations/{location_id}/restore/', { params: { path: { location_id: id } } }),
  );

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
