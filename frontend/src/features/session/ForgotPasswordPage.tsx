import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from 'react-router';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { useForgotPassword } from './api';
import { SessionFrame } from './components/SessionFrame';

export function ForgotPasswordPage() {
  const forgot = useForgotPassword();
  const form = useForm({
    initialValues: { email: '' },
    validate: { email: (value) => (value.includes('@') ? null : 'Enter your e-mail address.') },
  });

  return (
    <SessionFrame title="Set a new password">
      {forgot.isSuccess ? (
        <Text role="status">
          If {form.values.email} belongs to someone here, a link to set a new password is on its way
          to it.
        </Text>
      ) : (
        <form onSubmit={form.onSubmit(({ email }) => forgot.mutate(email.trim()))}>
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              We send you a link that lets you choose a new one.
            </Text>
            {forgot.isError && <ErrorNotice error={forgot.error} />}
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="email"
              {...form.getInputProps('email')}
            />
            <Button type="submit" loading={forgot.isPending}>
              Send the link
            </Button>
          </Stack>
        </form>
      )}
      <Anchor component={Link} to="/sign-in" size="sm" mt="md" display="inline-block">
        Back to sign in
      </Anchor>
    </SessionFrame>
  );
}
