import { useMemo, useState, Suspense } from 'react';
import { Outlet, ScrollRestoration, useNavigate } from 'react-router';
import { useRights, useSite } from '@/api/reference';
import { useLiveUpdates } from '@/api/live';
import { useKeys, type KeyBinding } from '@/ui/keys';
import { Loading } from '@/ui/Loading';
import { UnreadAnnouncer } from './Bell';
import { KeysHelp } from './KeysHelp';
import { PhoneBar } from './PhoneBar';
import { placesFor } from './places';
import { Rail } from './Rail';
import styles from './Shell.module.css';
import { useKeyPresses } from './useKeyPresses';

/** Everything around a page for a person who is signed in. */
export function Shell() {
  const site = useSite();
  const rights = useRights();
  const navigate = useNavigate();
  const live = useLiveUpdates(site.stream_url);
  const [helpShown, setHelpShown] = useState(false);
  const places = useMemo(() => placesFor(rights), [rights]);

  const keys = useMemo<KeyBinding[]>(
    () => [
      { keys: '?', label: 'List all keys', group: 'Everywhere', run: () => setHelpShown(true) },
      { keys: '/', label: 'Search', group: 'Everywhere', run: focusSearch },
      ...places.map(({ to, label, key }) => ({
        keys: `g ${key}`,
        label,
        group: 'Go to',
        run: () => void navigate(to),
      })),
      {
        keys: 'g n',
        label: 'Notifications',
        group: 'Go to',
        run: () => void navigate('/notifications'),
      },
    ],
    [places, navigate],
  );
  useKeys(keys);
  useKeyPresses();

  return (
    <div className={styles.shell}>
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <Rail places={places} live={live} onHelp={() => setHelpShown(true)} />
      <main className={styles.main} id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <PhoneBar places={places} live={live} />
      <UnreadAnnouncer />
      <KeysHelp opened={helpShown} onClose={() => setHelpShown(false)} />
      <ScrollRestoration />
    </div>
  );
}

function focusSearch() {
  const fields = document.querySelectorAll<HTMLInputElement>('input[data-search]');
  const field = [...fields].find((candidate) => candidate.offsetParent !== null);
  field?.focus();
  field?.select();
}
