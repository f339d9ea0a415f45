import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ApiError, messageOf } from '@/api/errors';
import { usePageTitle } from '@/ui/usePageTitle';

/** The last net: says what happened and how to go on. */
export function RouteError() {
  const error = useRouteError();
  usePageTitle('Error');
  const missing = isRouteErrorResponse(error) && error.status === 404;
  if (missing) return <NotFoundPage />;
  const stale = error instanceof TypeError && error.message.includes('imported module');
  return (
    <main id="content" style={{ padding: '15vh 1.5rem', maxWidth: '36rem', margin: '0 auto' }}>
      <Title order={1} mb="sm">
        {stale ? 'The console was updated' : 'This page could not be shown'}
      </Title>
      <Text mb="lg">
        {stale
          ? 'Load it again to use the new version.'
          : error instanceof ApiError
            ? messageOf(error)
            : 'Something in the console went wrong. What was saved is safe. Loading again usually helps.'}
      </Text>
      <Group>
        <Button onClick={() => window.location.reload()}>Load again</Button>
        <Anchor component={Link} to="/today" reloadDocument>
          Go to Today
        </Anchor>
      </Group>
    </main>
  );
}

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <div style={{ padding: '15vh 1.5rem', maxWidth: '36rem', margin: '0 auto' }}>
      <Title order={1} mb="sm">
        There is nothing at this address
      </Title>
      <Text mb="lg">The link may be old, or a letter is missing.</Text>
      <Anchor component={Link} to="/today">
        Go to Today
      </Anchor>
    </div>
  );
}
