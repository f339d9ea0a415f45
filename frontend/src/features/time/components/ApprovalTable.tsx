import { Checkbox, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFilterLink } from '@/ui/useFilters';
import styles from './ApprovalTable.module.css';

export interface Listed {
  id: number;
  name: string;
  /** What tells this row from another of the same person. */
  when: string;
  amount: string;
  marks: string[];
  more: ReactNode;
  /** One's own is decided on by somebody else. */
  isOwn: boolean;
}

interface Props {
  caption: string;
  rows: Listed[];
  canChoose: boolean;
  open: string | undefined;
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
}

/** Rows to decide on, each with a box; the name opens the row beside the list. */
export function ApprovalTable({ caption, rows, canChoose, open, chosen, onChoose }: Props) {
  const link = useFilterLink();
  const others = rows.filter(({ isOwn }) => !isOwn);
  const all = others.length > 0 && others.every(({ id }) => chosen.has(id));
  const toggle = (id: number) => {
    const after = new Set(chosen);
    if (!after.delete(id)) after.add(id);
    onChoose(after);
  };
  return (
    <div className={styles.frame}>
      <Table>
        <caption className="visually-hidden">{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {canChoose && (
              <Table.Th scope="col" w="2.5rem">
                <Checkbox
                  aria-label="Choose all"
                  checked={all}
                  indeterminate={!all && chosen.size > 0}
                  disabled={others.length === 0}
                  onChange={() => onChoose(new Set(all ? [] : others.map(({ id }) => id)))}
                />
              </Table.Th>
            )}
            <Table.Th scope="col">Person</Table.Th>
            <Table.Th scope="col">When</Table.Th>
            <Table.Th scope="col" ta="right">
              Amount
            </Table.Th>
            <Table.Th scope="col" className={styles.wide}>
              Notes
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, when, amount, marks, more, isOwn }) => (
            <Table.Tr key={id} data-selected={open === String(id) || undefined}>
              {canChoose && (
                <Table.Td>
                  <Checkbox
                    aria-label={`${name}, ${when}`}
                    checked={chosen.has(id)}
                    disabled={isOwn}
                    onChange={() => toggle(id)}
                  />
                </Table.Td>
              )}
              <Table.Td>
                <Link
                  to={link({ open: id })}
                  className={styles.link}
                  aria-current={open === String(id) || undefined}
                >
                  {name}
                </Link>
                {marks.map((mark) => (
                  <span key={mark} className={styles.mark}>
                    ⚠ {mark}
                  </span>
                ))}
              </Table.Td>
              <Table.Td>{when}</Table.Td>
              <Table.Td ta="right">{amount}</Table.Td>
              <Table.Td className={styles.wide}>
                {isOwn ? 'Your own: somebody else decides.' : more}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
