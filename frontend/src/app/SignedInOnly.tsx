import { Modal, Text } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { onSignedOut } from '@/api/client';
import { meQuery, siteQuery } from '@/api/reference';
import type { Me } from '@/api/types';
import { SignInForm } from '@/features/session/components/SignInForm';
import { Shell } from './shell/Shell';

/**
 * Leads to the sign-in page, and back to the same address afterwards. Whoever is signed out in the
 * middle of work signs in again on top of the page, which keeps what was typed.
 */
export function SignedInOnly() {
  useSuspenseQuery(siteQuery);
  const { data: me } = useSuspenseQuery(meQuery);
  const location = useLocation();
  if (!me) {
    const next = location.pathname + location.search;
    return (
      <Navigate
        to={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`}
        replace
      />
    );
  }
  return (
    <>
      <Shell key={me.id} />
      <SignInAgain me={me} />
    </>
  );
}

function SignInAgain({ me }: { me: Me }) {
  const queries = useQueryClient();
  const [needed, setNeeded] = useState(false);
  const asked = useRef(false);

  useEffect(
    () =>
      onSignedOut(() => {
        // Several calls are refused at once; they ask once.
        if (asked.current) return;
        asked.current = true;
        setNeeded(true);
      }),
    [],
  );

  const goOn = (next: Me | null) => {
    asked.current = false;
    setNeeded(false);
    // Another person at the same screen must not see what the first one read.
    if (next?.id === me.id) void queries.invalidateQueries();
    else window.location.reload();
  };

  return (
    <Modal
      opened={needed}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Sign in again"
    >
      <Text size="sm" c="dimmed" mb="sm">
        You were signed out. What you typed is still here.
      </Text>
      <SignInForm username={me.username} next="/today" keepsPage onSignedIn={goOn} />
    </Modal>
  );
}
