import { Alert, CloseButton, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import classes from './Timeline.module.css';
import { useCell, type Cell } from './cell';
import type { Refusal } from './useChanges';

/** What screen readers say while bars are moved. */
export function Speech({ text }: { readonly text: Cell<string> }) {
  return (
    <VisuallyHidden aria-live="polite" role="status" data-testid="timeline-speech">
      {useCell(text)}
    </VisuallyHidden>
  );
}

interface RefusalNoteProps {
  readonly refusal: Refusal | null;
  readonly onDismiss: () => void;
}

/** A change that was put back, and why; it stays until it is read. */
export function RefusalNote({ refusal, onDismiss }: RefusalNoteProps) {
  if (!refusal) return null;
  return (
    <Alert
      className={classes.refusal}
      role="alert"
      color="red"
      variant="default"
      icon={<IconArrowBackUp size={18} />}
    >
      <div className={classes.refusalText}>
        <div>
          <strong>{refusal.text}</strong> {refusal.reason}
        </div>
        <CloseButton size="sm" aria-label="Dismiss" onClick={onDismiss} />
      </div>
    </Alert>
  );
}
