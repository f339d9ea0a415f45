import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { EquipmentQuery, NewEquipment } from '@/api/types';

export const PAGE_SIZE = 100;

export const equipmentListQuery = (filters: EquipmentQuery) =>
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
      unwrap(
        api.GET('/api/equipment/{equipment_id}/', {
          params: { path: { equipment_id: id } },
          signal,
        }),
      ),
  });

export function saveEquipment(body: NewEquipment, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/equipment/', { body }))
    : unwrap(
        api.PATCH('/api/equipment/{equipment_id}/', {
          params: { path: { equipment_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveEquipment = (id: number) =>
  unwrap(
    api.POST('/api/equipment/{equipment_id}/archive/', { params: { path: { equipment_id: id } } }),
  );

export const restoreEquipment = (id: number) =>
  unwrap(
    api.POST('/api/equipment/{equipment_id}/restore/', { params: { path: { equipment_id: id } } }),
  );

export const createCategory = (name: string) =>
  unwrap(api.POST('/api/equipment-categories/', { body: { name } }));

export function useRefreshEquipment() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['equipment', 'today'].map((topic) => queries.invalidateQueries({ queryKey: [topic] })),
    );
}
