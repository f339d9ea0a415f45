import { ApiError } from '@/api/errors';

/** The path of the server's page where a sign-in goes on, when a second factor is asked for. */
export function pathToGoOn(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.code !== 'second_factor_needed') return undefined;
  const { address } = error.extra;
  // The path alone: behind a proxy of one's own the station may have another name.
  return typeof address === 'string'
    ? new URL(address, window.location.origin).pathname
    : undefined;
}

/** A page of the console, as the server leads to it. */
export const addressOf = (page: string) => `/console${page}`;
