import { useQueryClient } from '@tanstack/react-query';
import { meQuery } from '@/api/reference';
import { useSignOut } from '@/features/session/api';
import { tellError } from '@/ui/toasts';

/** Signs out and forgets everything that was read. The shell then leads to the sign-in page. */
export function useLeave() {
  const queries = useQueryClient();
  const signOut = useSignOut();
  return () =>
    signOut.mutate(undefined, {
      onSuccess: () => {
        queries.setQueryData(meQuery.queryKey, null);
        queries.removeQueries({
          predicate: ({ queryKey }) => !['me', 'site'].includes(String(queryKey[0])),
        });
      },
      onError: (error) => tellError(error, 'You are still signed in'),
    });
}
