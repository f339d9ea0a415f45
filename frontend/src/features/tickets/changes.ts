import { queryOptions } from '@tanstack/react-query';
import { api, ifMatch, unwrap } from '@/api/client';
import type { ChangeQuery, ChangeRequest, NewChange } from '@/api/types';

export const CHANGES_PER_PAGE = 50;

export const CHANGE_TYPES = [
  'Software Update',
  'Hardware Upgrade',
  'Configuration Change',
  'Security Update',
  'Performance Optimization',
  'Feature Addition',
  'System Migration',
  'Network Change',
  'Policy Update',
  'Maintenance Window',
] as const satisfies readonly ChangeRequest['change_type'][];

export const CHANGE_STATUSES = [
  'Draft',
  'Submitted',
  'Under Review',
  'Approved',
  'Rejected',
  'Withdrawn',
] as const satisfies readonly ChangeRequest['status'][];

export const changesQuery = (filters: ChangeQuery) =>
  queryOptions({
    queryKey: ['tickets', 'list', 'change_request', filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/change-requests/', {
          params: { query: { ...filters, page_size: CHANGES_PER_PAGE } },
          signal,
        }),
      ),
    placeholderData: (previous) => previous,
  });

export const changeQuery = (id: number) =>
  queryOptions({
    queryKey: ['tickets', 'one', 'change_request', id],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/change-requests/{change_request_id}/', {
          params: { path: { change_request_id: id } },
          signal,
        }),
      ),
  });

export function saveChange(body: NewChange, id?: number, version = 0) {
  return id === undefined
    ? unwrap(api.POST('/api/change-requests/', { body }))
    : unwrap(
        api.PATCH('/api/change-requests/{change_request_id}/', {
          params: { path: { change_request_id: id } },
          headers: ifMatch(version),
          body,
        }),
      );
}

export type ChangeStep = 'submit' | 'review' | 'approve' | 'reject' | 'withdraw' | 'revise';

/** The button of each step. */
export const STEPS: Record<ChangeStep, string> = {
  submit: 'Submit for review',
  review: 'Take up for review',
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  revise: 'Take back to a draft',
};

/** Which status a step leads to, to know whether it is possible now. */
export const LEADS_TO: Record<ChangeStep, ChangeRequest['status']> = {
  submit: 'Submitted',
  review: 'Under Review',
  approve: 'Approved',
  reject: 'Rejected',
  withdraw: 'Withdrawn',
  revise: 'Draft',
};

export const OF_AUTHOR: ChangeStep[] = ['submit', 'revise', 'withdraw'];
export const OF_REVIEWER: ChangeStep[] = ['approve', 'review', 'reject'];

export function moveChange(id: number, step: ChangeStep, reason = '') {
  const params = { path: { change_request_id: id } };
  switch (step) {
    case 'submit':
      return unwrap(api.POST('/api/change-requests/{change_request_id}/submit/', { params }));
    case 'review':
      return unwrap(api.POST('/api/change-requests/{change_request_id}/review/', { params }));
    case 'withdraw':
      return unwrap(api.POST('/api/change-requests/{change_request_id}/withdraw/', { params }));
    case 'revise':
      return unwrap(api.POST('/api/change-requests/{change_request_id}/revise/', { params }));
    case 'approve':
      return unwrap(
        api.POST('/api/change-requests/{change_request_id}/approve/', { params, body: { reason } }),
      );
    case 'reject':
      return unwrap(
        api.POST('/api/change-requests/{change_request_id}/reject/', { params, body: { reason } }),
      );
  }
}
