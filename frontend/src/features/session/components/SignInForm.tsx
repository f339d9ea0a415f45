import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Me } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useSignIn } from '../api';

interface Props {
  username?: string;
  onSignedIn: (me: Me | null) => void;
}

export function SignInForm({ username = '', onSignedIn }: Props) {
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { username, password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? 'Enter your username or e-mail.' : null),
      password: (value) => (value === '' ? 'Enter your password.' : null),
    },
  });

  return (
    <form
      onSubmit={form.onSubmit((values) =>
        signIn.mutate(
          { ...values, username: values.username.trim() },
          { onSuccess: onSignedIn, onError: () => form.setFieldValue('password', '') },
        ),
      )}
    >
      <Stack gap="sm">
        {signIn.isError && <ErrorNotice error={signIn.error} />}
        <TextInput
          label="Username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus={username === '' || undefined}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          data-autofocus={username !== '' || undefined}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={signIn.isPending} mt="xs">
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
