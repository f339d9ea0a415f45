import type { ImportRow, ImportRun } from '@/api/types';

export type Outcome = ImportRow['outcome'];
export type View = 'working' | 'deciding' | 'done' | 'failed';

/** In the order in which they matter to whoever decides. */
export const OUTCOMES: readonly Outcome[] = ['created', 'changed', 'conflict', 'bad', 'unchanged'];

type State = Pick<ImportRun, 'status' | 'counts'>;

export const isAtWork = ({ status }: Pick<ImportRun, 'status'>) =>
  status === 'queued' || status === 'reading' || status === 'applying';

/** What the page of a run is about. */
export function viewOf(run: Pick<ImportRun, 'status'>): View {
  if (isAtWork(run)) return 'working';
  if (run.status === 'applied') return 'done';
  return run.status === 'failed' ? 'failed' : 'deciding';
}

/** Rows that would be written. */
export const rowsToWrite = ({ counts }: State) => counts.created + counts.changed;

/** Rows that cannot be: all or nothing means nothing while there is one. */
export const rowsInTheWay = ({ counts }: State) => counts.conflict + counts.bad;

export const rowsInAll = ({ counts }: State) =>
  OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);

/** The rows to look at first: what is wrong, else what is new. */
export function firstOutcome({ counts }: State): Outcome {
  const order: Outcome[] = ['bad', 'conflict', 'created', 'changed', 'unchanged'];
  return order.find((outcome) => counts[outcome] > 0) ?? 'created';
}

/** A clean file is offered whole; with rows in the way the choice is the person's. */
export const suggestedMode = (run: State): 'all' | null => (rowsInTheWay(run) === 0 ? 'all' : null);

const rows = (count: number) => (count === 1 ? '1 row' : `${count} rows`);

/** What the dry run, or the import itself, came to in one sentence. */
export function summary(run: State): string {
  const { created, changed, unchanged, conflict, bad } = run.counts;
  const done = run.status === 'applied';
  if (rowsInAll(run) === 0) return 'The file has no rows.';
  if (created + changed + conflict + bad === 0) {
    return `Nothing to do: ${unchanged === 1 ? 'its one row is' : `all ${unchanged} rows are`} in the schedule already.`;
  }
  const parts = [
    created > 0 && `${rows(created)} ${done ? 'created' : 'would be created'}`,
    changed > 0 && `${rows(changed)} ${done ? 'changed' : 'would be changed'}`,
    unchanged > 0 && `${rows(unchanged)} unchanged`,
    conflict > 0 && `${rows(conflict)} in conflict`,
    bad > 0 && `${rows(bad)} bad`,
  ].filter((part) => part !== false);
  return `${parts.join(', ')}.`;
}
