import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useMe } from '@/api/reference';
import type { Profile } from '@/api/types';
import { tell, tellError, tellWithUndo } from '@/ui/toasts';
import { invite, saveProfile, useRefreshPeople } from '../api';

/** Invite, deactivate, activate: what is done to an account rather than typed into it. */
export function PersonActions({ person }: { person: Profile }) {
  const me = useMe();
  const refresh = useRefreshPeople();
  const inviteAgain = useMutation({
    mutationFn: () => invite(person.id),
    onSuccess: () => tell(`An invitation is on its way to ${person.email}.`),
    onError: (error) => tellError(error, 'Could not invite'),
  });
  const setStatus = useMutation({
    mutationFn: (status: 'Active' | 'Inactive') =>
      saveProfile({ status }, person.id, person.version),
    onSuccess: async (saved) => {
      await refresh();
      const back = saved.status === 'Active' ? 'Inactive' : 'Active';
      tellWithUndo(
        saved.status === 'Active'
          ? `${saved.full_name} may sign in again.`
          : `${saved.full_name} can no longer sign in.`,
        async () => {
          await saveProfile({ status: back }, saved.id, saved.version);
          await refresh();
        },
      );
    },
    onError: (error) => tellError(error, 'Could not change the account'),
  });

  return (
    <Menu position="top-end" withArrow>
      <Menu.Target>
        <Button variant="default" loading={inviteAgain.isPending || setStatus.isPending}>
          Account
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => inviteAgain.mutate()}>Send an invitation</Menu.Item>
        {person.id !== me.id && (
          <Menu.Item
            onClick={() => setStatus.mutate(person.status === 'Active' ? 'Inactive' : 'Active')}
          >
            {person.status === 'Active' ? 'Deactivate' : 'Activate'}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
