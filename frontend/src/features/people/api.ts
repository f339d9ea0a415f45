import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { EmergencyContact, ProfileDraft } from '@/api/types';

export const PAGE_SIZE = 100;

export interface PeopleFilters {
  search?: string | undefined;
  department?: string | undefined;
  role?: string | undefined;
  status?: string | undefined;
  page: number;
}

export const peopleListQuery = (filters: PeopleFilters) =>
  queryOptions({
    queryKey: ['profiles', 'list', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/profiles/', {
          params: { query: { ...filters, page_size: PAGE_SIZE } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });

export function saveProfile(body: ProfileDraft, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/profiles/', { body }))
    : unwrap(
        api.PATCH('/api/profiles/{id}/', {
          params: { path: { id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const invite = (id: number) =>
  unwrap(api.POST('/api/profiles/{id}/invite/', { params: { path: { id } } }));

export const emergencyContactQuery = (id: number) =>
  queryOptions({
    queryKey: ['profiles', 'emergency-contact', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/profiles/{id}/emergency-contact/', { params: { path: { id } }, signal }),
      ),
  });

export const saveEmergencyContact = (id: number, body: EmergencyContact) =>
  unwrap(api.PATCH('/api/profiles/{id}/emergency-contact/', { params: { path: { id } }, body }));

export function useRefreshPeople() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['profiles'] });
}
