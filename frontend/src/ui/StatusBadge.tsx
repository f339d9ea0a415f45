import {
  IconAlertTriangle,
  IconArchive,
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconCircle,
  IconCircleDashed,
  IconCircleFilled,
  IconClock,
  IconEqual,
  IconFlame,
  IconMinus,
  IconPencil,
  IconPlayerPlayFilled,
  IconPlus,
  IconTool,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import styles from './StatusBadge.module.css';

type Tone = 'neutral' | 'accent' | 'muted' | 'bad' | 'warn' | 'good';

/** Every status has a word, a shape and a tone; the tone is the least of the three. */
const looks: Record<string, [Icon, Tone, string?]> = {
  Scheduled: [IconCircle, 'neutral'],
  'In Progress': [IconPlayerPlayFilled, 'accent', 'In progress'],
  Held: [IconPencil, 'warn', 'On hold'],
  'At risk': [IconAlertTriangle, 'bad'],
  Completed: [IconCheck, 'muted'],
  Cancelled: [IconX, 'muted'],
  Active: [IconCircleFilled, 'good'],
  Inactive: [IconCircleDashed, 'warn'],
  Invited: [IconClock, 'neutral'],
  Available: [IconCheck, 'good'],
  'In Use': [IconPlayerPlayFilled, 'accent', 'In use'],
  Faulty: [IconAlertTriangle, 'bad'],
  'In Maintenance': [IconTool, 'warn', 'In maintenance'],
  Retired: [IconArchive, 'muted'],
  Complete: [IconCheck, 'good'],
  Incomplete: [IconAlertTriangle, 'bad'],
  Empty: [IconCircleDashed, 'neutral'],
  Archived: [IconArchive, 'muted'],
  'Not started': [IconCircleDashed, 'neutral'],
  Open: [IconCircle, 'accent'],
  Failed: [IconAlertTriangle, 'bad'],
  Done: [IconCheck, 'good'],
  OK: [IconCheck, 'good'],
  Warning: [IconAlertTriangle, 'warn'],
  Unavailable: [IconX, 'bad'],
  'Not applicable': [IconMinus, 'muted'],
  Resolved: [IconCheck, 'good'],
  Draft: [IconPencil, 'neutral'],
  Submitted: [IconClock, 'accent'],
  'Under Review': [IconClock, 'accent', 'Under review'],
  Approved: [IconCheck, 'good'],
  Rejected: [IconX, 'bad'],
  Withdrawn: [IconX, 'muted'],
  Critical: [IconFlame, 'bad'],
  High: [IconArrowUp, 'warn'],
  Medium: [IconEqual, 'neutral'],
  Low: [IconArrowDown, 'muted'],
  Closed: [IconArchive, 'muted'],
  Pending: [IconClock, 'neutral', 'Waiting'],
  created: [IconPlus, 'good', 'New'],
  changed: [IconPencil, 'accent', 'Changed'],
  unchanged: [IconEqual, 'muted', 'Unchanged'],
  conflict: [IconAlertTriangle, 'bad', 'Conflict'],
  bad: [IconX, 'bad', 'Bad'],
  queued: [IconClock, 'neutral', 'Waiting'],
  reading: [IconClock, 'accent', 'Reading'],
  planned: [IconPencil, 'accent', 'Ready to apply'],
  applying: [IconClock, 'accent', 'Applying'],
  applied: [IconCheck, 'good', 'Applied'],
  failed: [IconAlertTriangle, 'bad', 'Failed'],
  refused: [IconX, 'bad', 'Refused'],
};

export function StatusBadge({ status }: { status: string }) {
  const [Shape, tone, word = status] = looks[status] ?? [IconCircle, 'neutral'];
  return (
    <span
      className={styles.badge}
      data-tone={tone}
      data-struck={status === 'Cancelled' || undefined}
    >
      <Shape aria-hidden size={13} stroke={2.2} />
      <span>{word}</span>
    </span>
  );
}
