import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type {
  EmergencyContactDraft,
  PersonalDataJob,
  ProfileDraft,
  ProfileQuery,
} from '@/api/types';

export const PAGE_SIZE = 100;

export const peopleListQuery = (filters: ProfileQuery) =>
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
        api.PATCH('/api/profiles/{person_id}/', {
          params: { path: { person_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const invite = (id: number) =>
  unwrap(api.POST('/api/profiles/{person_id}/invite/', { params: { path: { person_id: id } } }));

export const emergencyContactQuery = (id: number) =>
  queryOptions({
    queryKey: ['profiles', 'emergency-contact', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/profiles/{person_id}/emergency-contact/', {
          params: { path: { person_id: id } },
          signal,
        }),
      ),
  });

export const saveEmergencyContact = (id: number, body: EmergencyContactDraft) =>
  unwrap(
    api.PATCH('/api/profiles/{person_id}/emergency-contact/', {
      params: { path: { person_id: id } },
      body,
    }),
  );

const isOpen = ({ state }: PersonalDataJob) => state === 'waiting' || state === 'running';

/** Exports and anonymising of a person; asked again every second while a worker is at one. */
export const personalDataQuery = (id: number) =>
  queryOptions({
    queryKey: ['profiles', 'personal-data', id],
    queryFn: async ({ signal }) => {
      const { jobs } = await unwrap(
        api.GET('/api/profiles/{person_id}/personal-data/', {
          params: { path: { person_id: id } },
          signal,
        }),
      );
      return jobs;
    },
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? 1000 : false),
  });

export const exportPersonalData = (id: number) =>
  unwrap(api.POST('/api/profiles/{person_id}/export/', { params: { path: { person_id: id } } }));

export const anonymise = (id: number, confirm: string) =>
  unwrap(
    api.POST('/api/profiles/{person_id}/anonymise/', {
      params: { path: { person_id: id } },
      body: { confirm },
    }),
  );

export function useRefreshPeople() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['profiles'] });
}
