import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type {
  EquipmentQuery,
  KitQuery,
  NewEquipment,
  NewKit,
  NewPool,
  PoolQuery,
} from '@/api/types';

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

export const kitListQuery = (filters: KitQuery) =>
  queryOptions({
    queryKey: ['kits', 'list', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/kits/', { params: { query: { ...filters, page_size: PAGE_SIZE } }, signal }),
      ),
    placeholderData: (previous) => previous,
  });

export const kitQuery = (id: number) =>
  queryOptions({
    queryKey: ['kits', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/kits/{kit_id}/', { params: { path: { kit_id: id } }, signal })),
  });

export function saveKit(body: NewKit, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/kits/', { body }))
    : unwrap(
        api.PATCH('/api/kits/{kit_id}/', {
          params: { path: { kit_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveKit = (id: number) =>
  unwrap(api.POST('/api/kits/{kit_id}/archive/', { params: { path: { kit_id: id } } }));

export const restoreKit = (id: number) =>
  unwrap(api.POST('/api/kits/{kit_id}/restore/', { params: { path: { kit_id: id } } }));

export const poolListQuery = (filters: PoolQuery) =>
  queryOptions({
    queryKey: ['pools', 'list', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/pools/', { params: { query: { ...filters, page_size: PAGE_SIZE } }, signal }),
      ),
    placeholderData: (previous) => previous,
  });

export const poolQuery = (id: number) =>
  queryOptions({
    queryKey: ['pools', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/pools/{pool_id}/', { params: { path: { pool_id: id } }, signal })),
  });

export function savePool(body: NewPool, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/pools/', { body }))
    : unwrap(
        api.PATCH('/api/pools/{pool_id}/', {
          params: { path: { pool_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archivePool = (id: number) =>
  unwrap(api.POST('/api/pools/{pool_id}/archive/', { params: { path: { pool_id: id } } }));

export const restorePool = (id: number) =>
  unwrap(api.POST('/api/pools/{pool_id}/restore/', { params: { path: { pool_id: id } } }));

export const createCategory = (name: string) =>
  unwrap(api.POST('/api/equipment-categories/', { body: { name } }));

export function useRefreshEquipment() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['equipment', 'kits', 'pools', 'today'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}
