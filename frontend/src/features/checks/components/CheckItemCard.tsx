import { Anchor, Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiError } from '@/api/errors';
import type { CheckItem, CheckItemDraft, SystemCheck } from '@/api/types';
import { StatusBadge } from '@/ui/StatusBadge';
import { tell, tellError } from '@/ui/toasts';
import { checkQuery, openIncident, saveFinding, useRefreshChecks } from '../api';
import { OUTCOMES } from '../words';
import styles from './CheckItemCard.module.css';

interface Props {
  check: number;
  item: CheckItem;
  closed: boolean;
}

/** One item: what was found is a tap, and saved with it. */
export function CheckItemCard({ check, item, closed }: Props) {
  const queries = useQueryClient();
  const refresh = useRefreshChecks();
  const place = (changed: CheckItem) =>
    queries.setQueryData<SystemCheck>(
      checkQuery(check).queryKey,
      (before) =>
        before && {
          ...before,
          departments: before.departments.map((department) => ({
            ...department,
            items: department.items.map((each) => (each.id === changed.id ? changed : each)),
          })),
        },
    );
  const save = useMutation({
    mutationFn: (body: CheckItemDraft) =>
      saveFinding({ check, item: item.id, version: item.version, body }),
    onSuccess: place,
    onError: (error) => {
      const stale = error instanceof ApiError && error.status === 412;
      tellError(error, stale ? `${item.name} was looked at by someone else` : 'Not saved');
    },
    onSettled: refresh,
  });
  const report = useMutation({
    mutationFn: () => openIncident(check, item.id),
    onSuccess: (changed) => {
      place(changed);
      if (changed.incident) tell(`${changed.incident.number} is opened.`);
    },
    onError: (error) => tellError(error, 'No incident was opened'),
    onSettled: refresh,
  });
  const outcome = save.isPending ? (save.variables.outcome ?? item.outcome) : item.outcome;

  return (
    <div className={styles.card} data-outcome={outcome}>
      <div className={styles.name}>
        <span>{item.name}</span>
        {item.checked_by && <span className={styles.quiet}>{item.checked_by.full_name}</span>}
      </div>
      {item.hint && <div className={styles.quiet}>{item.hint}</div>}
      {closed ? (
        <Group gap="sm" mt={4}>
          <StatusBadge status={item.outcome} />
          {item.note && <span className={styles.note}>{item.note}</span>}
        </Group>
      ) : (
        <>
          <div className={styles.buttons} role="group" aria-label={item.name}>
            {OUTCOMES.map(({ value, label }) => (
              <button
                key={value}
                type="button"
                className={styles.button}
                data-value={value}
                aria-pressed={outcome === value}
                onClick={() => save.mutate({ outcome: outcome === value ? 'Open' : value })}
              >
                {label}
              </button>
            ))}
          </div>
          <Note
            key={item.id}
            item={item}
            wanted={outcome === 'Failed'}
            onSave={(note) => save.mutate({ note })}
          />
        </>
      )}
      {item.incident ? (
        <Group gap="xs">
          <Anchor component={Link} size="sm" to={`/tickets?open=incident:${item.incident.id}`}>
            {item.incident.number}
          </Anchor>
          <StatusBadge status={item.incident.status} />
        </Group>
      ) : (
        outcome === 'Failed' && (
          <Button
            variant="default"
            loading={report.isPending}
            disabled={save.isPending}
            onClick={() => report.mutate()}
          >
            Open an incident
          </Button>
        )
      )}
    </div>
  );
}

interface NoteProps {
  item: CheckItem;
  /** The field is there without being asked for. */
  wanted: boolean;
  onSave: (note: string) => void;
}

/** Saved when the field is left; what is typed is never replaced by what others wrote meanwhile. */
function Note({ item, wanted, onSave }: NoteProps) {
  const [typed, setTyped] = useState<string>();
  const [asked, setAsked] = useState(false);
  const kept = item.note ?? '';
  if (!wanted && !asked && kept === '') {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={styles.add}
        onClick={() => setAsked(true)}
        aria-label={`Add a note to ${item.name}`}
      >
        Add a note
      </Button>
    );
  }
  return (
    <Textarea
      aria-label={`Note on ${item.name}`}
      placeholder={wanted ? 'What is wrong' : 'Note'}
      autosize
      minRows={1}
      maxRows={6}
      value={typed ?? kept}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== undefined && typed.trim() !== kept) onSave(typed.trim());
        setTyped(undefined);
      }}
    />
  );
}
