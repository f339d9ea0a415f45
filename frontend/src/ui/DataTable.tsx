import { Table } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { Link, type To } from 'react-router';
import styles from './DataTable.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Not on a phone, where words need what there is. */
  width?: string;
  align?: 'left' | 'right';
  /** Also shown on a phone. The first column always is. */
  phone?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => number | string;
  /** The address that a row opens. Without it rows are only read. */
  rowTo?: (row: Row) => To;
  selectedKey?: number | string | undefined;
  rowMuted?: (row: Row) => boolean;
}

/** Up, Down, Home and End move between the rows' links; Enter is the link's own. */
function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowTo,
  selectedKey,
  rowMuted,
}: Props<Row>) {
  return (
    <div className={styles.frame}>
      <Table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, header, width, align, phone }, index) => (
              <Table.Th
                key={key}
                scope="col"
                style={{ '--column-width': width }}
                ta={align}
                className={index === 0 || phone ? undefined : styles.wide}
              >
                {header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody onKeyDown={moveFocus}>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <Table.Tr
                key={key}
                className={styles.row}
                data-linked={rowTo !== undefined || undefined}
                data-selected={key === selectedKey || undefined}
                data-muted={rowMuted?.(row) || undefined}
              >
                {columns.map(({ key: column, cell, align, phone }, index) => (
                  <Table.Td
                    key={column}
                    ta={align}
                    className={index === 0 || phone ? undefined : styles.wide}
                  >
                    {index === 0 && rowTo ? (
                      <Link
                        to={rowTo(row)}
                        className={styles.link}
                        data-row-link
                        aria-current={key === selectedKey || undefined}
                      >
                        {cell(row)}
                      </Link>
                    ) : (
                      cell(row)
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
