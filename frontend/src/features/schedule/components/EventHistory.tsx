import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { auditQuery, useRights, useSite } from '@/api/reference';
import { formatInstant } from '@/ui/time/format';

/** Who did what to this event, latest first. */
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

const SHOWN = 10;

function Entries({ id }: { id: number }) {
  const site = useSite();
  const { readAudit } = useRights();
  const subject = `event:${id}`;
  const { data } = useQuery(auditQuery(subject));
  return (
    <>
      <ul style={{ margin: '0.5rem 0', paddingLeft: '1.1rem' }}>
        {data?.results.slice(0, SHOWN).map((entry) => (
          <Text component="li" size="sm" key={entry.id}>
            {formatInstant(entry.at, site.time_zone)}, {entry.actor?.name ?? 'the station'}:{' '}
            {entry.action}
            {Object.keys(entry.changes).length > 0 &&
              ` ${Object.keys(entry.changes).join(', ').replaceAll('_', ' ')}`}
          </Text>
        ))}
      </ul>
      {readAudit && (
        <Anchor component={Link} to={`/admin/audit?subject=${subject}`} size="sm">
          All of it, with before and after
        </Anchor>
      )}
    </>
  );
}
