import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { meQuery } from '@/api/reference';
import type { SignInDraft } from '@/api/types';

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
