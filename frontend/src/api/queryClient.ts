import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

const worthRetrying = (error: unknown) =>
  error instanceof ApiError && (error.unanswered || [429, 502, 503, 504].includes(error.status));

/** As long as the station says, else longer from time to time. */
const pauseBefore = (count: number, error: unknown) => {
  const told = error instanceof ApiError ? error.extra.retry_after : undefined;
  return Math.min(typeof told === 'number' ? told * 1000 : 1000 * 2 ** count, 30_000);
};

/** Reads are tried again when the station was away; a refusal is shown at once. */
export const createQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000, // the live stream says sooner when something changed
        retry: (count, error) => worthRetrying(error) && count < 3,
        retryDelay: pauseBefore,
      },
    },
  });
