import { Anchor } from '@mantine/core';
import { useFocusTrap } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { meQuery } from '@/api/reference';
import { waysQuery } from './api';
import { SessionFrame } from './components/SessionFrame';
import { SignInForm } from './components/SignInForm';
import { addressOf } from './finishing';

/** Only an address of the console itself: a link must not lead elsewhere after signing in. */
export const safeNext = (next: string | null) =>
  next && next.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/today';

export function SignInPage() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const focus = useFocusTrap();
  const { data: me } = useQuery(meQuery);
  const { data: ways } = useQuery(waysQuery);
  const next = safeNext(params.get('next'));
  if (me) return <Navigate to={next} replace />;

  return (
    <SessionFrame title="Sign in">
      <div ref={focus}>
        <SignInForm next={next} onSignedIn={() => void navigate(next, { replace: true })} />
        <Anchor component={Link} to="/forgot-password" size="sm" mt="md" display="inline-block">
          Forgot your password?
        </Anchor>
        {ways && (
          <Anchor
            href={`${ways.address}?next=${encodeURIComponent(addressOf(next))}`}
            size="sm"
            mt="xs"
            display="block"
          >
            Sign in with {[...ways.providers, 'a passkey'].join(' or ')}
          </Anchor>
        )}
      </div>
    </SessionFrame>
  );
}
