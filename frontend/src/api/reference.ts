import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, unwrap } from './client';
import { ApiError } from './errors';
import { rightsOf, type Rights } from './rights';
import type { Me, Site } from './types';

const RARELY = 5 * 60_000;

export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/site/', { signal })),
  staleTime: Infinity,
});

/** Who is signed in, or null. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await unwrap(api.GET('/api/auth/user/', { signal }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: RARELY,
});

export const locationsQuery = queryOptions({
  queryKey: ['locations', 'all'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/locations/', { signal }))).results,
  staleTime: RARELY,
});

export const facilitiesQuery = queryOptions({
  queryKey: ['facilities', 'all'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/facilities/', { signal }))).results,
  staleTime: RARELY,
});

export const categoriesQuery = queryOptions({
  queryKey: ['equipment-categories', 'all'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/equipment-categories/', { signal }))).results,
  staleTime: RARELY,
});

/** Items that can be booked, by what is typed. */
export const equipmentSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['equipment', 'search', search],
    queryFn: async ({ signal }) => {
      const query = { search, page_size: 50 };
      const { results } = await unwrap(api.GET('/api/equipment/', { params: { query }, signal }));
      return results.filter(({ status }) => status === 'Available' || status === 'In Use');
    },
    placeholderData: (previous) => previous,
  });

export const kitsQuery = queryOptions({
  queryKey: ['kits', 'all'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/kits/', { params: { query: { page_size: 1000 } }, signal })))
      .results,
  staleTime: RARELY,
});

export const poolsQuery = queryOptions({
  queryKey: ['pools', 'all'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/pools/', { params: { query: { page_size: 1000 } }, signal })))
      .results,
  staleTime: RARELY,
});

/** One's own filters of the schedule, by name. */
export const savedFiltersQuery = queryOptions({
  queryKey: ['saved-filters'],
  queryFn: async ({ signal }) => (await unwrap(api.GET('/api/saved-filters/', { signal }))).results,
  staleTime: RARELY,
});

export const peopleSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['profiles', 'search', search],
    queryFn: async ({ signal }) =>
      (
        await unwrap(
          api.GET('/api/profiles/', {
            params: { query: { search, page_size: 20, status: 'Active' } },
            signal,
          }),
        )
      ).results,
    placeholderData: (previous) => previous,
  });

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: ['profiles', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/profiles/{person_id}/', { params: { path: { person_id: id } }, signal }),
      ),
  });

/** Who changed one record, named as in `event:12`. */
export const auditQuery = (subject: string, page = 1) =>
  queryOptions({
    queryKey: ['audit', subject, page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/audit/', {
          params: { query: { subject, page, page_size: 50 } },
          signal,
        }),
      ),
  });

/** The signed-in person. Only below the shell, which is shown to signed-in people alone. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (!data) throw new ApiError(401, 'not_signed_in', 'You are signed out.');
  return data;
}

export const useRights = (): Rights => rightsOf(useMe());

export const useSite = (): Site => useSuspenseQuery(siteQuery).data;
