import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { savedFiltersQuery } from '@/api/reference';
import type { NewSavedFilter, SavedFilter } from '@/api/types';
import { oneOf } from '@/ui/oneOf';
import type { ScheduleFilters } from './filters';
import { STATUS_NAMES } from './words';

/** What of the page's address a saved filter keeps; the period and the view stay as they are. */
const KEPT = ['facility', 'person', 'type', 'status', 'q'] as const;

export type KeptFilters = Record<(typeof KEPT)[number], string | null>;

export function keptOf(filters: ScheduleFilters): KeptFilters {
  const { facility = null, person = null, type = null, status = null, q = null } = filters;
  return { facility, person, type, status, q };
}

export function addressOf(saved: SavedFilter): KeptFilters {
  return {
    facility: saved.facility === undefined ? null : String(saved.facility),
    person: saved.user === undefined ? null : String(saved.user),
    type: saved.event_type ?? null,
    status: saved.status ?? null,
    q: saved.search ?? null,
  };
}

export const isSet = (filters: KeptFilters) => KEPT.some((name) => filters[name] !== null);

export const isSame = (one: KeptFilters, other: KeptFilters) =>
  KEPT.every((name) => one[name] === other[name]);

export function valuesOf(name: string, filters: KeptFilters): NewSavedFilter {
  return {
    name,
    facility: filters.facility === null ? null : Number(filters.facility),
    user: filters.person === null ? null : Number(filters.person),
    event_type: filters.type ?? '',
    status: oneOf(STATUS_NAMES, filters.status ?? undefined) ?? null,
    search: filters.q ?? '',
  };
}

export function useSaveFilter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewSavedFilter) => unwrap(api.POST('/api/saved-filters/', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: savedFiltersQuery.queryKey }),
  });
}

export function useDeleteFilter() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(
        api.DELETE('/api/saved-filters/{filter_id}/', { params: { path: { filter_id: id } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: savedFiltersQuery.queryKey }),
  });
}
