import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

const worthRetrying = (error: unknown) =>
  error instanceof ApiError && (error.unanswered || [429, 502, 503, 504].includes(error.status));

/** Reads are tried again when the station was away; a refusal is shown at once. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000, // the live stream says sooner when something changed
        retry: (count, error) => worthRetrying(error) && count < 3,
      },
    },
  });
