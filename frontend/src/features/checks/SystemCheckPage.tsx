import { Anchor, Button, Progress, SegmentedControl, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ApiError } from '@/api/errors';
import type { SystemCheck } from '@/api/types';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { ListBody } from '@/ui/ListBody';
import { PageHeader } from '@/ui/PageHeader';
import { StatusBadge } from '@/ui/StatusBadge';
import { formatDay } from '@/ui/time/format';
import { tell, tellError } from '@/ui/toasts';
import { WithPanel } from '@/ui/WithPanel';
import { checkQuery, completeCheck, useRefreshChecks, useShowCheck } from './api';
import { CheckItemCard } from './components/CheckItemCard';
import { CompletedNotice } from './components/CompletedNotice';
import { itemsWithUnsavedNote, scopeOf } from './findings';
import styles from './SystemCheckPage.module.css';
import { progressOf } from './words';

/** One check of one facility: every item with large buttons, saved one by one. */
export function SystemCheckPage() {
  const id = Number(useParams().id);
  const query = useQuery(checkQuery(id));
  const check = query.data;
  return (
    <WithPanel>
      <PageHeader
        title={check ? (check.facility?.name ?? check.checklist.name) : 'System check'}
        sub={
          check && (
            <>
              {check.checklist.name}, {formatDay(check.day)} <StatusBadge status={check.state} />
            </>
          )
        }
      >
        <Anchor component={Link} to="/system-check" size="sm">
          All checks
        </Anchor>
      </PageHeader>
      <ListBody query={query} isEmpty={() => false} empty={null}>
        {(found) => <Departments key={found.id} check={found} />}
      </ListBody>
    </WithPanel>
  );
}

function Departments({ check }: { check: SystemCheck }) {
  const phone = useMediaQuery('(width < 62em)');
  const firstOpen = check.departments.findIndex(({ items }) =>
    items.some(({ outcome }) => outcome === 'Open'),
  );
  const [chosen, setChosen] = useState(String(Math.max(0, firstOpen)));
  const done = check.completed_at !== undefined;
  const shown = phone
    ? check.departments.filter((_, index) => String(index) === chosen)
    : check.departments;

  return (
    <>
      {done && <CompletedNotice check={check} />}
      {!done && check.reopen_reason && (
        <Text size="sm" mb="sm">
          Reopened: {check.reopen_reason}
        </Text>
      )}
      {phone && check.departments.length > 1 && (
        <SegmentedControl
          className={styles.tabs}
          aria-label="Department"
          fullWidth
          value={chosen}
          onChange={setChosen}
          data={check.departments.map(({ name, items }, index) => ({
            value: String(index),
            label: `${name} ${lookedAt(items)}/${items.length}`,
          }))}
        />
      )}
      <div className={styles.departments}>
        {shown.map(({ name, items }) => (
          <section key={name} aria-label={name} className={styles.department}>
            <h2 className={styles.heading}>
              {name}
              <span className={styles.count}>
                {lookedAt(items)} of {items.length}
              </span>
            </h2>
            {items.map((item) => (
              <CheckItemCard key={item.id} check={check.id} item={item} closed={done} />
            ))}
          </section>
        ))}
      </div>
      {!done && (
        <Foot
          check={check}
          onMissing={(name) => {
            const at = check.departments.findIndex((department) => department.name === name);
            if (at >= 0) setChosen(String(at));
          }}
        />
      )}
    </>
  );
}

const lookedAt = (items: SystemCheck['departments'][number]['items']) =>
  items.filter(({ outcome }) => outcome !== 'Open').length;

interface FootProps {
  check: SystemCheck;
  onMissing: (department: string) => void;
}

function Foot({ check, onMissing }: FootProps) {
  const { total, open } = check.counts;
  const queries = useQueryClient();
  const show = useShowCheck();
  const refresh = useRefreshChecks();
  const complete = useMutation({
    scope: scopeOf(check.id), // after the last taps and notes, which may still be on their way
    mutationFn: () => {
      const [unsaved] = itemsWithUnsavedNote(queries, check.id);
      if (unsaved) throw new Error(`The note on ${unsaved.name} is not saved yet.`);
      return completeCheck(check.id);
    },
    onSuccess: (completed) => {
      show(completed);
      tell('The check is completed.');
      void refresh();
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.code !== 'items_open') tellError(error);
      else {
        const [first] = (error.extra.open_items ?? []) as { department: string }[];
        if (first) onMissing(first.department);
      }
      void refresh();
    },
  });
  const stillOpen = complete.error instanceof ApiError && complete.error.code === 'items_open';

  return (
    <div className={styles.foot}>
      {stillOpen && open > 0 && <ErrorNotice error={complete.error} />}
      <div className={styles.line}>
        <div className={styles.progress}>
          <Progress value={((total - open) / total) * 100} aria-label="Looked at" />
          <Text size="sm" c="dimmed">
            {progressOf(check.counts)}
          </Text>
        </div>
        <Button size="md" loading={complete.isPending} onClick={() => complete.mutate()}>
          Complete
        </Button>
      </div>
    </div>
  );
}
