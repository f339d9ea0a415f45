import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRights, useSite } from '@/api/reference';
import type { EventChange } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { Loading } from '@/ui/Loading';
import { formatInstant, zoneName } from '@/ui/time/format';
import { historyQuery } from '../api';
import { changeInWords } from '../history';
import styles from './EventHistory.module.css';

/** Who did what to this event, latest first, with before and after. */
export function EventHistory({ id }: { id: number }) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <Anchor
        component="button"
        type="button"
        size="sm"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide the history' : 'Show the history'}
      </Anchor>
      {shown && <Entries id={id} />}
    </div>
  );
}

const SHOWN = 8;

function Entries({ id }: { id: number }) {
  const site = useSite();
  const { readAudit } = useRights();
  const [all, setAll] = useState(false);
  const { data, error } = useQuery(historyQuery(id));
  if (!data) return error ? <ErrorNotice error={error} /> : <Loading />;
  const entries = all ? data.results : data.results.slice(0, SHOWN);
  const rest = data.results.length - entries.length;
  return (
    <>
      <ol className={styles.entries} aria-label={`History, in ${zoneName(site.time_zone)}`}>
        {entries.map((entry) => (
          <li key={`${entry.at} ${entry.version}`}>
            <Text size="sm" component="p" m={0}>
              <b>{formatInstant(entry.at, site.time_zone)}</b>, {entry.actor?.name ?? 'the station'}
              : {ACTIONS[entry.action]}
            </Text>
            <Lines entry={entry} zone={site.time_zone} />
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(true)}>
          Show {rest} earlier
        </Anchor>
      )}
      {readAudit && (all || data.results.length <= SHOWN) && data.count > data.results.length && (
        <Anchor component={Link} to={`/admin/audit?subject=event:${id}`} size="sm">
          All of it, in the audit trail
        </Anchor>
      )}
    </>
  );
}

const ACTIONS: Record<EventChange['action'], string> = {
  created: 'put it on the schedule',
  changed: 'changed it',
  archived: 'took it off the schedule',
};

function Lines({ entry, zone }: { entry: EventChange; zone: string }) {
  if (entry.changes.length === 0) return null;
  return (
    <ul className={styles.lines}>
      {entry.changes.map((changed) => {
        const words = changeInWords(changed, zone);
        return (
          <Text component="li" size="sm" key={words}>
            {words}
          </Text>
        );
      })}
    </ul>
  );
}
