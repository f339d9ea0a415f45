import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useSearchParams } from 'react-router';
import { ApiError } from '@/api/errors';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useSetPassword } from './api';
import { SessionFrame } from './components/SessionFrame';
import { twiceTheSame } from './twiceTheSame';

/** Where the links of an invitation and of a forgotten password lead. */
export function SetPasswordPage() {
  const [params] = useSearchParams();
  const uid = params.get('uid');
  const token = params.get('token');
  const set = useSetPassword();
  const form = useForm({
    initialValues: { new_password: '', again: '' },
    validate: { again: twiceTheSame },
  });

  if (!uid || !token) {
    return (
      <SessionFrame title="Choose a password">
        <Text>This link is not complete. Open it again from the e-mail, or ask for a new one.</Text>
        <Anchor component={Link} to="/forgot-password" size="sm" mt="md" display="inline-block">
          Ask for a new link
        </Anchor>
      </SessionFrame>
    );
  }

  return (
    <SessionFrame title="Choose a password">
      {set.isSuccess ? (
        <Stack gap="sm">
          <Text role="status">Your password is set.</Text>
          <Button component={Link} to="/sign-in">
            Sign in
          </Button>
        </Stack>
      ) : (
        <form
          onSubmit={form.onSubmit(({ new_password }) =>
            set.mutate(
              { uid, token, new_password },
              {
                onError: (error) => {
                  if (error instanceof ApiError && error.errors.new_password) {
                    form.setFieldError('new_password', error.errors.new_password.join(' '));
                  }
                },
              },
            ),
          )}
        >
          <Stack gap="sm">
            {set.isError && <ErrorNotice error={set.error} />}
            <PasswordInput
              label="New password"
              description="At least 12 characters. A few words are easier to remember than signs."
              autoComplete="new-password"
              {...form.getInputProps('new_password')}
            />
            <PasswordInput
              label="The same again"
              autoComplete="new-password"
              {...form.getInputProps('again')}
            />
            <Button type="submit" loading={set.isPending}>
              Set the password
            </Button>
          </Stack>
        </form>
      )}
    </SessionFrame>
  );
}
