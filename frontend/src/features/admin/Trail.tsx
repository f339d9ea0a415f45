import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useSite } from '@/api/reference';
import type { AuditEntry } from '@/api/types';
import { formatInstant } from '@/ui/time/format';
import styles from './AuditPage.module.css';
import { addressOf, readSubject, subjectInWords, valueInWords } from './subjects';

/** Changes, each with who made it, to what, and what was there before. */
export function Trail({ entries }: { entries: AuditEntry[] }) {
  return (
    <ol className={styles.trail}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { time_zone: zone } = useSite();
  return (
    <li className={styles.entry}>
      <div className={styles.who}>
        <time dateTime={entry.at}>{formatInstant(entry.at, zone)}</time>
        <strong>{entry.actor?.name ?? 'The station'}</strong>
        <span>
          {entry.action} {entry.subject && <SubjectLink subject={entry.subject} />}
        </span>
        {entry.request_id && <code className={styles.request}>{entry.request_id}</code>}
      </div>
      <dl className={styles.changes}>
        {Object.entries(entry.changes).map(([field, [before, after]]) => (
          <div key={field} className={styles.change}>
            <dt>{field.replaceAll('_', ' ').replace('.', ', ')}</dt>
            <dd>
              {!isEmpty(before) && <del>{valueInWords(before, zone)}</del>}
              <ins>{valueInWords(after, zone)}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

function SubjectLink({ subject }: { subject: string }) {
  const found = readSubject(subject);
  const address = found && addressOf(found);
  const words = subjectInWords(subject);
  return address ? (
    <Anchor component={Link} to={address} size="sm">
      {words}
    </Anchor>
  ) : (
    words
  );
}
