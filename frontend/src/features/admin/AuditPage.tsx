import { Anchor, Button, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { auditQuery } from '@/api/reference';
import { EmptyState } from '@/ui/EmptyState';
import { FacilityField } from '@/ui/forms/FacilityField';
import { PersonSelect } from '@/ui/forms/PersonSelect';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { Pager } from '@/ui/Pager';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { trailQuery } from './api';
import styles from './AuditPage.module.css';
import { addressOf, readSubject, SUBJECTS, type Subject } from './subjects';
import { Trail } from './Trail';

const PAGE_SIZE = 50;
const DAYS = [
  { value: '1', label: 'Last day' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '93', label: 'Last 93 days' },
];

/** Who changed what, when, from what to what: of one record, or of everything lately. */
export function AuditPage() {
  const [filters, setFilters] = useFilters<'subject' | 'kind' | 'by' | 'days' | 'page'>();
  const subject = readSubject(filters.subject);
  const page = Number(filters.page ?? 1);
  const one = auditQuery(filters.subject ?? '', page);
  const all = trailQuery({
    kind: filters.kind,
    by: filters.by,
    days: Number(filters.days ?? 7),
    page,
  });
  const ofOne = useQuery({ ...one, queryFn: subject ? one.queryFn : skipToken });
  const ofAll = useQuery({ ...all, queryFn: subject ? skipToken : all.queryFn });
  const address = subject && addressOf(subject);

  return (
    <WithPanel>
      <PageHeader title="Audit trail">
        <Button component={Link} to="/admin/record" variant="default">
          Is it unaltered?
        </Button>
      </PageHeader>
      <div className={styles.form} role="search">
        <SubjectForm
          key={`${filters.kind ?? ''} ${filters.subject ?? ''}`}
          kind={subject?.kind ?? filters.kind}
          subject={subject}
          onKind={(kind) => setFilters({ kind, subject: null, page: null })}
          onSubject={(next) => setFilters({ subject: next, kind: null, page: null })}
        />
        {!subject && (
          <>
            <PersonSelect
              label="Done by"
              w="14rem"
              value={filters.by}
              onChange={(by) => setFilters({ by, page: null })}
            />
            <Select
              aria-label="How far back"
              data={DAYS}
              allowDeselect={false}
              w="9rem"
              value={filters.days ?? '7'}
              onChange={(days) => setFilters({ days, page: null })}
            />
          </>
        )}
      </div>
      <ListBody
        query={subject ? ofOne : ofAll}
        isEmpty={({ results }) => results.length === 0}
        empty={
          subject ? (
            <EmptyState title="Nothing is recorded for it" hint="Check the number." />
          ) : (
            <EmptyState title="Nothing was changed" hint="Look further back, or at other kinds." />
          )
        }
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
            <Trail entries={results} />
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
    </WithPanel>
  );
}

interface FormProps {
  kind: string | undefined;
  subject: Subject | undefined;
  onKind: (kind: string | null) => void;
  onSubject: (subject: string) => void;
}

/** A kind of record, and of those one. */
function SubjectForm({ kind, subject, onKind, onSubject }: FormProps) {
  const form = useForm({
    initialValues: { id: subject?.id ?? '' },
    validate: { id: (id) => (/^\d+$/.test(id) ? null : 'A number.') },
  });
  const choose = (chosen: string | null) =>
    kind && (chosen ? onSubject(`${kind}:${chosen}`) : onKind(kind));
  return (
    <form
      className={styles.subject}
      onSubmit={form.onSubmit(({ id }) => onSubject(`${kind ?? ''}:${id}`))}
    >
      <Select
        aria-label="Kind of record"
        placeholder="Everything"
        data={SUBJECTS}
        clearable
        searchable
        w="12rem"
        value={kind ?? null}
        onChange={onKind}
      />
      {kind === 'facility' && (
        <FacilityField
          label="Facility"
          hideLabel
          placeholder="Which one"
          w="14rem"
          value={subject?.id ?? null}
          onChange={choose}
        />
      )}
      {kind === 'person' && (
        <PersonSelect label="Who" w="14rem" value={subject?.id} onChange={choose} />
      )}
      {kind && kind !== 'facility' && kind !== 'person' && (
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
