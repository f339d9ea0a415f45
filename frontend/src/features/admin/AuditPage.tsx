import { Anchor, Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { auditQuery, useSite } from '@/api/reference';
import type { AuditEntry } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { formatInstant } from '@/ui/time/format';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import styles from './AuditPage.module.css';
import { addressOf, readSubject, SUBJECTS, valueInWords, type Subject } from './subjects';

const PAGE_SIZE = 50;

/** Who changed one record, when, from what to what. */
export function AuditPage() {
  const [filters, setFilters] = useFilters<'subject' | 'page'>();
  const subject = readSubject(filters.subject);
  const page = Number(filters.page ?? 1);
  const options = auditQuery(filters.subject ?? '', page);
  const query = useQuery({ ...options, queryFn: subject ? options.queryFn : skipToken });
  const address = subject && addressOf(subject);

  return (
    <WithPanel>
      <PageHeader title="Audit trail" />
      <SubjectForm
        key={filters.subject ?? ''}
        subject={subject}
        onSubject={(next) => setFilters({ subject: next, page: null })}
      />
      {!subject && (
        <EmptyState
          title="Choose what to look at"
          hint="Every change is kept with who made it and what was there before. The history of an event is also found in its drawer."
        />
      )}
      {subject && (
        <ListBody
          query={query}
          isEmpty={({ results }) => results.length === 0}
          empty={<EmptyState title="Nothing is recorded for it" hint="Check the number." />}
        >
          {({ count, results }) => (
            <>
              {address && (
                <p className={styles.open}>
                  <Anchor component={Link} to={address} size="sm">
                    Open it
                  </Anchor>
                </p>
              )}
              <ol className={styles.trail}>
                {results.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ol>
              <Pager
                count={count}
                page={page}
                pageSize={PAGE_SIZE}
                noun="changes"
                onPage={(next) => setFilters({ page: String(next) })}
              />
            </>
          )}
        </ListBody>
      )}
    </WithPanel>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { time_zone: zone } = useSite();
  return (
    <li className={styles.entry}>
      <div className={styles.who}>
        <time dateTime={entry.at}>{formatInstant(entry.at, zone)}</time>
        <strong>{entry.actor?.name ?? 'The station'}</strong>
        <span>{entry.action}</span>
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

interface FormProps {
  subject: Subject | undefined;
  onSubject: (subject: string) => void;
}

function SubjectForm({ subject, onSubject }: FormProps) {
  const form = useForm({
    initialValues: { kind: subject?.kind ?? 'event', id: subject?.id ?? '' },
    validate: { id: (id) => (/^\d+$/.test(id) ? null : 'A number.') },
  });
  const { kind, id } = form.values;
  const choose = (chosen: string | null) => chosen && onSubject(`${kind}:${chosen}`);
  return (
    <form
      className={styles.form}
      onSubmit={form.onSubmit((values) => onSubject(`${values.kind}:${values.id}`))}
    >
      <Select
        aria-label="Kind of record"
        data={SUBJECTS}
        allowDeselect={false}
        w="9rem"
        value={kind}
        onChange={(next) => form.setValues({ kind: next ?? 'event', id: '' })}
      />
      {kind === 'facility' && (
        <FacilityField
          label="Facility"
          hideLabel
          placeholder="Which one"
          w="14rem"
          value={id || null}
          onChange={choose}
        />
      )}
      {kind === 'person' && (
        <PersonSelect label="Who" w="14rem" value={id || undefined} onChange={choose} />
      )}
      {kind !== 'facility' && kind !== 'person' && (
        <>
          <TextInput
            aria-label="Number"
            placeholder="Number"
            w="8rem"
            inputMode="numeric"
            {...form.getInputProps('id')}
          />
          <Button type="submit" variant="default">
            Show
          </Button>
        </>
      )}
    </form>
  );
}
