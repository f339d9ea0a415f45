import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { EquipmentDraft } from '@/api/types';

export const PAGE_SIZE = 100;

export interface EquipmentFilters {
  search?: string | undefined;
  status?: string | undefined;
  category?: number | undefined;
  facility?: number | undefined;
  archived?: boolean | undefined;
  page: number;
}

export const equipmentListQuery = (filters: EquipmentFilters) =>
  queryOptions({
    queryKey: ['equipment', 'list', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/equipment/', {
          params: { query: { ...filters, page_size: PAGE_SIZE } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });

export const equipmentQuery = (id: number) =>
  queryOptions({
    queryKey: ['equipment', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/equipment/{id}/', { params: { path: { id } }, signal })),
  });

export function saveEquipment(body: EquipmentDraft, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/equipment/', { body: { name: '', ...body } }))
    : unwrap(
        api.PATCH('/api/equipment/{id}/', {
          params: { path: { id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveEquipment = (id: number) =>
  unwrap(api.POST('/api/equipment/{id}/archive/', { params: { path: { id } } }));

export const restoreEquipment = (id: number) =>
  unwrap(api.POST('/api/equipment/{id}/restore/', { params: { path: { id } } }));

export const createCategory = (name: string) =>
  unwrap(api.POST('/api/equipment-categories/', { body: { name } }));

export function useRefreshEquipment() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['equipment', 'today'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })),
    );
}
