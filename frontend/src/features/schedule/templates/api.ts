import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { NewScheduleTemplate } from '@/api/types';

export const PAGE_SIZE = 50;
const CHOICES = 200;

export const templateListQuery = (page: number) =>
  queryOptions({
    queryKey: ['schedule-templates', 'list', page],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/schedule-templates/', {
          params: { query: { page, page_size: PAGE_SIZE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Those that can be applied. */
export const templateChoicesQuery = queryOptions({
  queryKey: ['schedule-templates', 'choices'],
  queryFn: async ({ signal }) =>
    (
      await unwrap(
        api.GET('/api/schedule-templates/', { params: { query: { page_size: CHOICES } }, signal }),
      )
    ).results,
});

export const templateQuery = (id: number) =>
  queryOptions({
    queryKey: ['schedule-templates', 'one', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/schedule-templates/{schedule_template_id}/', {
          params: { path: { schedule_template_id: id } },
          signal,
        }),
      ),
  });

export function saveTemplate(body: NewScheduleTemplate, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/schedule-templates/', { body }))
    : unwrap(
        api.PATCH('/api/schedule-templates/{schedule_template_id}/', {
          params: { path: { schedule_template_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export const deleteTemplate = (id: number, version: number) =>
  unwrap(
    api.DELETE('/api/schedule-templates/{schedule_template_id}/', {
      params: { path: { schedule_template_id: id } },
      headers: ifMatch(version),
    }),
  );

export function useRefreshTemplates() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['schedule-templates'] });
}
