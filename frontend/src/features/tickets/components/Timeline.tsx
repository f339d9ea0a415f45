import { Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMe } from '@/api/reference';
import type { TimelineEntry } from '@/api/types';
import { ListBody } from '@/ui/ListBody';
import { formatInstant } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { removeNote, timelineQuery, type AnyKind } from '../api';
import { entryInWords } from '../words';
import { RemoveButton } from './RemoveButton';
import styles from './Timeline.module.css';

/** What happened to it and what was said, the newest first. */
export function Timeline({ kind, id }: { kind: AnyKind; id: number }) {
  const query = useQuery(timelineQuery(kind, id));
  return (
    <section aria-label="Timeline">
      <Title order={3} mb={6}>
        What happened
      </Title>
      <ListBody query={query} isEmpty={({ results }) => results.length === 0} empty={null}>
        {({ results }) => (
          <ol className={styles.list}>
            {results.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
      </ListBody>
    </section>
  );
}

const PAGES: Record<string, string> = {
  incident_ticket: '/tickets?open=incident:',
  service_ticket: '/tickets?kind=service_ticket&open=service_ticket:',
  change_request: '/change-requests?open=',
};

function Entry({ entry }: { entry: TimelineEntry }) {
  const me = useMe();
  const { note, ticket } = entry;
  return (
    <li className={styles.entry}>
      <div className={styles.line}>
        <span>
          <b>{entry.actor?.full_name ?? 'The station'}</b> {entryInWords(entry)}{' '}
          {ticket && PAGES[ticket.kind] && (
            <Link to={`${PAGES[ticket.kind] ?? ''}${ticket.id}`}>{ticket.number}</Link>
          )}
        </span>
        <time dateTime={entry.at} className={styles.quiet}>
          {formatInstant(entry.at, viewerZone())}
        </time>
      </div>
      {note && (
        <div className={styles.note} data-private={note.visibility === 'private' || undefined}>
          {note.visibility === 'private' && (
            <span className={styles.lock}>
              <IconLock size={12} aria-hidden /> Private
            </span>
          )}
          {note.text}
          {note.author?.id === me.id && (
            <div className={styles.tools}>
              <RemoveButton what="the note" remove={() => removeNote(note.id)} />
            </div>
          )}
        </div>
      )}
    </li>
  );
}
