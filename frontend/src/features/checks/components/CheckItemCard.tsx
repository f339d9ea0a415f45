import { Anchor, Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CheckItem } from '@/api/types';
import { StatusBadge } from '@/ui/StatusBadge';
import { useFinding } from '../findings';
import { OUTCOMES } from '../words';
import styles from './CheckItemCard.module.css';

interface Props {
  check: number;
  item: CheckItem;
  closed: boolean;
}

/** One item: what was found is a tap, and saved with it. */
export function CheckItemCard({ check, item, closed }: Props) {
  const { outcome, unsaved, noteFailed, save, saveNoteAgain, openIncident, isOpening } = useFinding(
    check,
    item,
  );

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
          {unsaved && <span className={styles.note}>Came too late to be saved: {unsaved}</span>}
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
                onClick={() => save({ outcome: outcome === value ? 'Open' : value })}
              >
                {label}
              </button>
            ))}
          </div>
          <Note
            key={item.id}
            item={item}
            unsaved={unsaved}
            failed={noteFailed}
            wanted={outcome === 'Failed'}
            onSave={(note) => save({ note })}
            onSaveAgain={saveNoteAgain}
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
          // Never disabled by a save: leaving the note to press it is what begins one.
          <Button variant="default" loading={isOpening} onClick={openIncident}>
            Open an incident
          </Button>
        )
      )}
    </div>
  );
}

interface NoteProps {
  item: CheckItem;
  /** Written here, and not with the station yet. */
  unsaved: string | undefined;
  /** The station was asked to take it, and has not. */
  failed: boolean;
  /** The field is there without being asked for. */
  wanted: boolean;
  onSave: (note: string) => void;
  onSaveAgain: () => void;
}

/** Saved when the field is left; what is typed is never replaced by what others wrote meanwhile. */
function Note({ item, unsaved, failed, wanted, onSave, onSaveAgain }: NoteProps) {
  const [typed, setTyped] = useState<string>();
  const [asked, setAsked] = useState(false);
  const kept = item.note ?? '';
  if (!wanted && !asked && kept === '' && unsaved === undefined) {
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
    <>
      <Textarea
        aria-label={`Note on ${item.name}`}
        placeholder={wanted ? 'What is wrong' : 'Note'}
        autosize
        minRows={1}
        maxRows={6}
        value={typed ?? unsaved ?? kept}
        error={failed && notSaved(kept, unsaved)}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          const left = typed?.trim();
          if (left !== undefined && (failed || left !== (unsaved ?? kept))) onSave(left);
          setTyped(undefined);
        }}
      />
      {failed && (
        <Button variant="default" size="compact-sm" className={styles.add} onClick={onSaveAgain}>
          Save the note again
        </Button>
      )}
    </>
  );
}

const notSaved = (kept: string, unsaved: string | undefined) =>
  kept === '' || kept === unsaved
    ? 'This note is not saved yet.'
    : `This note is not saved yet. Saved so far: ${kept}`;
