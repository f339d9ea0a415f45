import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Me } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useSignIn } from '../api';
import { addressOf, pathToGoOn } from '../finishing';
import { FinishElsewhere } from './FinishElsewhere';

interface Props {
  username?: string;
  /** The console's page where somebody with a second factor is led afterwards. */
  next: string;
  /** What was typed on the page below must not be lost: a second factor is shown in another tab. */
  keepsPage?: boolean;
  onSignedIn: (me: Me | null) => void;
}

export function SignInForm({ username = '', next, keepsPage = false, onSignedIn }: Props) {
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { username, password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? 'Enter your username or e-mail.' : null),
      password: (value) => (value === '' ? 'Enter your password.' : null),
    },
  });

  const path = keepsPage ? pathToGoOn(signIn.error) : undefined;
  if (path) return <FinishElsewhere path={path} onSignedIn={onSignedIn} />;
  return (
    <form
      onSubmit={form.onSubmit((values) =>
        signIn.mutate(
          { ...values, username: values.username.trim(), next: addressOf(next) },
          {
            onSuccess: onSignedIn,
            onError: (error) => {
              form.setFieldValue('password', '');
              const path = pathToGoOn(error);
              if (path && !keepsPage) window.location.assign(path);
            },
          },
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
