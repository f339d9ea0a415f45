import { Anchor, Button, ScrollArea, Table } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import classes from './Timeline.module.css';
import { barsIn } from './holds';
import type { Layout } from './layout';
import type { TimelineBar } from './types';
import type { Viewport } from './viewport';
import { periodText, rangeText, statusText, takenText } from './words';
import type { Zone } from './zone';

interface BarTableProps {
  readonly layout: Layout;
  readonly zone: Zone;
  /** What the grid shows is what the table lists. */
  readonly viewport: Viewport;
  readonly span: number;
  readonly rowsLabel: string;
  readonly onOpen: (barId: string) => void;
}

/** Lines shown at once; a table of ten thousand would help nobody. */
const PAGE = 200;

/** The same as the timeline, as a table: for screen readers, and for whoever prefers to read. */
export function BarTable({ layout, zone, viewport, span, rowsLabel, onOpen }: BarTableProps) {
  const from = useSyncExternalStore(viewport.follow, () => viewport.visible().start);
  const to = from + span;
  const caption = `Timeline of ${rowsLabel}, ${rangeText(zone, from, to)}`;
  const [limit, setLimit] = useState(PAGE);
  const lines = linesOf(layout, from, to);
  const shown = lines.slice(0, limit);
  return (
    <ScrollArea className={classes.tableArea} type="auto">
      <Table stickyHeader highlightOnHover verticalSpacing={4} fz="sm" className={classes.table}>
        <Table.Caption>
          {caption}.{' '}
          {lines.length === 0 ? 'Nothing in this period' : `${shown.length} of ${lines.length}`}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Where</Table.Th>
            <Table.Th scope="col">Title</Table.Th>
            <Table.Th scope="col">When</Table.Th>
            <Table.Th scope="col">Status</Table.Th>
            <Table.Th scope="col">Type</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ rowName, bar }) => (
            <Table.Tr key={bar.id}>
              <Table.Th scope="row" fw={400}>
                {rowName}
              </Table.Th>
              <Table.Td>
                <Anchor component="button" type="button" fz="sm" onClick={() => onOpen(bar.id)}>
                  {bar.title}
                </Anchor>
                {takenText(bar) && `, ${takenText(bar)}`}
              </Table.Td>
              <Table.Td>{periodText(zone, bar.start, bar.end)}</Table.Td>
              <Table.Td>
                {statusText(bar)}
                {bar.conflict === undefined ? '' : `: ${bar.conflict}`}
              </Table.Td>
              <Table.Td>{bar.type ?? ''}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {lines.length > limit && (
        <Button variant="default" size="xs" m="sm" onClick={() => setLimit(limit + PAGE)}>
          Show {Math.min(PAGE, lines.length - limit)} more
        </Button>
      )}
    </ScrollArea>
  );
}

function linesOf(
  layout: Layout,
  from: number,
  to: number,
): { rowName: string; bar: TimelineBar }[] {
  return layout.items.flatMap((item) =>
    item.kind === 'group'
      ? []
      : barsIn(item.laid.holds, from, to)
          .filter((bar) => bar.start < to && bar.end > from)
          .map((bar) => ({ rowName: item.laid.row.fullName ?? item.laid.row.name, bar })),
  );
}
