import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMe } from '@/api/reference';
import { ApiError } from '@/api/errors';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { tell } from '@/ui/toasts';
import { useChangePassword } from '../api';
import { twiceTheSame } from '../twiceTheSame';

export function ChangePasswordForm() {
  const { username } = useMe();
  const change = useChangePassword();
  const form = useForm({
    initialValues: { current_password: '', new_password: '', again: '' },
    validate: { again: twiceTheSame },
  });

  const submit = form.onSubmit(({ current_password, new_password }) =>
    change.mutate(
      { current_password, new_password },
      {
        onSuccess: () => {
          form.reset();
          tell('Your password is changed.');
        },
        onError: (error) => {
          if (!(error instanceof ApiError)) return;
          for (const [field, messages] of Object.entries(error.errors)) {
            form.setFieldError(field, messages.join(' '));
          }
        },
      },
    ),
  );

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {change.isError && <ErrorNotice error={change.error} />}
        <input type="hidden" name="username" autoComplete="username" value={username} readOnly />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps('current_password')}
        />
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          {...form.getInputProps('new_password')}
        />
        <PasswordInput
          label="The same again"
          autoComplete="new-password"
          {...form.getInputProps('again')}
        />
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
