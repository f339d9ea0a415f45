import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { Attempt } from './reporting';

export const incidentTypesQuery = queryOptions({
  queryKey: ['incident-types', 'all'],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET('/api/incident-types/', { signal }))).results,
  staleTime: 5 * 60_000,
});

/** Sending the same attempt again is safe: the station takes it once. */
export const sendReport = ({ key, body }: Attempt) =>
  unwrap(api.POST('/api/incident-tickets/', { body, headers: { 'Idempotency-Key': key } }));
