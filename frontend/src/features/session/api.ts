import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { meQuery } from '@/api/reference';
import type { NewApiToken, SignInDraft } from '@/api/types';

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: SignInDraft) => {
      await unwrap(api.POST('/api/auth/login/', { body }));
      return queries.query({ ...meQuery, staleTime: 0 });
    },
  });
}

export function useSignOut() {
  return useMutation({ mutationFn: () => unwrap(api.POST('/api/auth/logout/', {})) });
}

export function useForgotPassword() {
  return useMutation({
    mutationFn: (email: string) =>
      unwrap(api.POST('/api/auth/password/reset/', { body: { email } })),
  });
}

export function useSetPassword() {
  return useMutation({
    mutationFn: (body: { uid: string; token: string; new_password: string }) =>
      unwrap(api.POST('/api/auth/password/set/', { body })),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      unwrap(api.POST('/api/auth/password/change/', { body })),
  });
}

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/auth/sessions/', { signal })),
});

export function useRevokeSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(
        api.POST('/api/auth/sessions/{session_id}/revoke/', {
          params: { path: { session_id: id } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

export function useRevokeOtherSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/auth/sessions/revoke-others/', {})),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

/** How else one may sign in: the server's own page, and the identity providers it offers. */
export const waysQuery = queryOptions({
  queryKey: ['ways-to-sign-in'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/auth/ways/', { signal })),
  staleTime: Infinity,
});

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/auth/second-factor/', { signal })),
});

/** One's own tokens that open something, the latest first. */
export const tokensQuery = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: async ({ signal }) =>
    (
      await unwrap(
        api.GET('/api/auth/api-tokens/', { params: { query: { page_size: 100 } }, signal }),
      )
    ).results,
});

const DAY = 24 * 3600 * 1000; // milliseconds

export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ days, ...body }: Omit<NewApiToken, 'expires_at'> & { days: number }) => {
      const expires_at = new Date(Date.now() + days * DAY).toISOString();
      return unwrap(api.POST('/api/auth/api-tokens/', { body: { ...body, expires_at } }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-tokens'] }),
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(
        api.POST('/api/auth/api-tokens/{token_id}/revoke/', { params: { path: { token_id: id } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-tokens'] }),
  });
}
