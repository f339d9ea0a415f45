import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { CheckItemDraft, DueState, NewChecklist, SystemCheck } from '@/api/types';

export const EVERY_ROW = 1000;

export const dueQuery = (filters: { day?: string | undefined; state?: DueState | undefined }) =>
  queryOptions({
    queryKey: ['system-checks', 'due', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/system-checks/due/', {
          params: { query: { ...filters, page: 1, page_size: EVERY_ROW } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });

export const checkQuery = (id: number) =>
  queryOptions({
    queryKey: ['system-checks', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/system-checks/{check_id}/', { params: { path: { check_id: id } }, signal }),
      ),
  });

export const startCheck = (facility: number, checklist: number) =>
  unwrap(api.POST('/api/system-checks/', { body: { facility, checklist } }));

export interface Finding {
  check: number;
  item: number;
  version: number;
  body: CheckItemDraft;
}

export const saveFinding = ({ check, item, version, body }: Finding) =>
  unwrap(
    api.PATCH('/api/system-checks/{check_id}/items/{item_id}/', {
      params: { path: { check_id: check, item_id: item } },
      headers: ifMatch(version),
      body,
    }),
  );

export const openIncident = (check: number, item: number) =>
  unwrap(
    api.POST('/api/system-checks/{check_id}/items/{item_id}/open-incident/', {
      params: { path: { check_id: check, item_id: item } },
    }),
  );

export const completeCheck = (id: number) =>
  unwrap(
    api.POST('/api/system-checks/{check_id}/complete/', { params: { path: { check_id: id } } }),
  );

export const reopenCheck = (id: number, reason: string) =>
  unwrap(
    api.POST('/api/system-checks/{check_id}/reopen/', {
      params: { path: { check_id: id } },
      body: { reason },
    }),
  );

export const checklistsQuery = (archived: boolean) =>
  queryOptions({
    queryKey: ['checklists', 'list', archived],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/checklists/', { params: { query: { archived } }, signal })),
  });

export const checklistQuery = (id: number) =>
  queryOptions({
    queryKey: ['checklists', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/checklists/{checklist_id}/', {
          params: { path: { checklist_id: id } },
          signal,
        }),
      ),
  });

export function saveChecklist(body: NewChecklist, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/checklists/', { body }))
    : unwrap(
        api.PATCH('/api/checklists/{checklist_id}/', {
          params: { path: { checklist_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const archiveChecklist = (id: number) =>
  unwrap(
    api.POST('/api/checklists/{checklist_id}/archive/', { params: { path: { checklist_id: id } } }),
  );

export const restoreChecklist = (id: number) =>
  unwrap(
    api.POST('/api/checklists/{checklist_id}/restore/', { params: { path: { checklist_id: id } } }),
  );

/** Everything shown of checks and checklists is read again. */
export function useRefreshChecks() {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['system-checks', 'checklists'].map((topic) =>
        queries.invalidateQueries({ queryKey: [topic] }),
      ),
    );
}

/** Puts an answer in place at once, before anything is read again. */
export function useShowCheck() {
  const queries = useQueryClient();
  return (check: SystemCheck) => queries.setQueryData(checkQuery(check.id).queryKey, check);
}
