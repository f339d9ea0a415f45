import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { useRights } from '@/api/reference';
import type { DueCheck } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar } from '@/ui/FilterBar';
import { FilterSelect } from '@/ui/FilterSelect';
import { ListBody } from '@/ui/ListBody';
import { oneOf } from '@/ui/oneOf';
import { PageHeader } from '@/ui/PageHeader';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatDay } from '@/ui/time/format';
import { tellError } from '@/ui/toasts';
import { useFilters } from '@/ui/useFilters';
import { WithPanel } from '@/ui/WithPanel';
import { dueQuery, startCheck, useShowCheck } from './api';
import styles from './SystemChecksPage.module.css';
import { DUE_STATES, progressOf } from './words';

/** What has been looked at today, what has not, and what failed. */
export function SystemChecksPage() {
  const [filters, setFilters] = useFilters<'day' | 'state'>();
  const { editChecklists } = useRights();
  const query = useQuery(dueQuery({ day: filters.day, state: oneOf(DUE_STATES, filters.state) }));

  return (
    <WithPanel>
      <PageHeader
        title="System check"
        sub={filters.day ? formatDay(filters.day) : 'today, by the clock of each facility'}
      >
        {editChecklists && (
          <Button component={Link} to="/system-check/checklists" variant="default">
            Checklists
          </Button>
        )}
      </PageHeader>
      <FilterBar>
        <FilterSelect
          label="State"
          data={[...DUE_STATES]}
          value={filters.state}
          onChange={(state) => setFilters({ state })}
        />
        <TextInput
          type="date"
          aria-label="Day"
          value={filters.day ?? ''}
          onChange={(event) => setFilters({ day: event.currentTarget.value })}
        />
      </FilterBar>
      <ListBody
        query={query}
        isEmpty={({ results }) => results.length === 0}
        empty={
          filters.state ? (
            <EmptyState
              title="No check is in this state"
              hint="Clear the filter to see the others."
            />
          ) : (
            <EmptyState
              title="Nothing to check yet"
              hint={
                editChecklists
                  ? 'Make a checklist, and every facility of its kinds is listed here each day.'
                  : 'An engineer makes the first checklist; then its facilities are listed here.'
              }
            >
              {editChecklists && (
                <Button component={Link} to="/system-check/checklists?open=new">
                  New checklist
                </Button>
              )}
            </EmptyState>
          )
        }
      >
        {({ results }) => (
          <ul className={styles.list}>
            {results.map((due) => (
              <DueRow
                key={`${due.facility.id}:${due.checklist.id}`}
                due={due}
                canStart={filters.day === undefined}
              />
            ))}
          </ul>
        )}
      </ListBody>
    </WithPanel>
  );
}

function DueRow({ due, canStart }: { due: DueCheck; canStart: boolean }) {
  const { facility, checklist, check, state, day } = due;
  const navigate = useNavigate();
  const show = useShowCheck();
  const start = useMutation({
    mutationFn: () => startCheck(facility.id, checklist.id),
    onSuccess: (begun) => {
      show(begun);
      void navigate(`/system-check/${begun.id}`);
    },
    onError: (error) => tellError(error, 'The check was not begun'),
  });
  const who = check?.completed_by?.full_name ?? check?.started_by?.full_name;

  return (
    <li className={styles.row} data-linked={check !== undefined || undefined}>
      <div className={styles.what}>
        {check ? (
          <Link to={`/system-check/${check.id}`} className={styles.name}>
            {facility.name}
          </Link>
        ) : (
          <span className={styles.name}>{facility.name}</span>
        )}
        <span className={styles.quiet}>
          {[checklist.name, facility.location?.name, formatDay(day)].filter(Boolean).join(', ')}
        </span>
      </div>
      <div className={styles.state}>
        <StatusBadge status={state} />
        {check && (
          <span className={styles.quiet}>
            {[progressOf(check.counts), who].filter(Boolean).join(', ')}
          </span>
        )}
      </div>
      {!check && canStart && (
        <Button
          className={styles.start}
          loading={start.isPending}
          onClick={() => start.mutate()}
          aria-label={`Begin ${checklist.name} of ${facility.name}`}
        >
          Begin
        </Button>
      )}
    </li>
  );
}
