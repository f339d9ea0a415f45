import { Badge, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { BatchResult, BatchRow } from '@/api/types';
import { formatPeriod } from '@/ui/time/format';
import { viewerZone } from '@/ui/time/zone';
import { counted } from './asking';
import styles from './Consequences.module.css';

const NAMED = 4;

/** Everything that would come of a batch: what cannot be first, then every event as it would be. */
export function Consequences({ result, busy }: { result: BatchResult; busy: boolean }) {
  const { rows, people, done, left } = result;
  const same = rows.length - done - left;
  const inOrder = [...rows.filter(isLeft), ...rows.filter((row) => !isLeft(row))];
  return (
    <section aria-label="What would come of it" aria-busy={busy} className={styles.all}>
      <Group gap={6} role="status">
        {done > 0 && (
          <Badge variant="light" color="cyan" tt="none">
            {counted(done, 'event')} ready
          </Badge>
        )}
        {left > 0 && (
          <Badge
            variant="outline"
            color="red"
            tt="none"
            leftSection={<IconAlertTriangle size={12} />}
          >
            {counted(left, 'event')} cannot
          </Badge>
        )}
        {same > 0 && (
          <Badge variant="default" tt="none">
            {same} {same === 1 ? 'is' : 'are'} so already
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" my={6}>
        {people.length > 0
          ? `Told, once each: ${named(people)}.`
          : done > 0 && 'Nobody has to be told.'}
      </Text>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keys as well */}
      <ul className={styles.rows} tabIndex={0} aria-label="Events">
        {inOrder.map((row, index) => (
          <Row key={`${row.event ?? ''}:${index}`} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { row: BatchRow }) {
  const zone = row.time_zone ?? viewerZone();
  const before =
    row.start_time && row.end_time ? formatPeriod(row.start_time, row.end_time, zone) : null;
  const after =
    row.new_start_time && row.new_end_time
      ? formatPeriod(row.new_start_time, row.new_end_time, zone)
      : null;
  const moved = after !== null && after !== before;
  const remarks = [
    ...(row.notes ?? []),
    ...(row.becomes_edited ? ['differs from its series from then on'] : []),
    ...(row.is_held ? ['an option: it goes behind those who want this place'] : []),
  ];
  return (
    <li className={styles.row} data-left={isLeft(row) || undefined}>
      <span className={styles.title}>{row.title || `Event ${row.event ?? ''}`}</span>
      <span className={styles.word}>{WORDS[row.outcome]}</span>
      <span className={styles.when}>
        {before !== null && <span data-old={moved || undefined}>{before}</span>}
        {moved && (
          <>
            {before !== null && ' → '}
            <strong>{after}</strong>
          </>
        )}
        {row.new_facility && (
          <>
            {', '}
            {row.facility && `${row.facility.name} → `}
            <strong>{row.new_facility.name}</strong>
          </>
        )}
      </span>
      {row.detail !== undefined && isLeft(row) && (
        <span className={styles.why}>
          {row.detail}
          {others(row)}
        </span>
      )}
      {remarks.length > 0 && <span className={styles.remark}>{remarks.join('; ')}</span>}
    </li>
  );
}

const WORDS: Record<BatchRow['outcome'], string> = {
  created: 'new',
  changed: 'changes',
  removed: 'taken off',
  same: 'stays',
  clash: 'in the way',
  refused: 'cannot be',
  gone: 'gone',
  touched: 'changed meanwhile',
};

const isLeft = ({ outcome }: BatchRow) =>
  outcome === 'clash' || outcome === 'refused' || outcome === 'gone' || outcome === 'touched';

/** How much more is in the way than the sentence says. */
function others({ conflicts = [], absences = [], windows = [], shortages = [] }: BatchRow) {
  const more = conflicts.length + absences.length + windows.length + shortages.length - 1;
  return more > 0 ? `, and ${more} more` : '';
}

function named(people: BatchResult['people']): string {
  const shown = people
    .slice(0, NAMED)
    .map(({ person, events }) => (events > 1 ? `${person.name} (${events})` : person.name));
  const more = people.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${counted(more, 'other')}` : shown.join(', ');
}
