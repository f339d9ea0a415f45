import { Text } from '@mantine/core';
import { useMutation, useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link, type To } from 'react-router';
import { useMe, useRights } from '@/api/reference';
import { ErrorNotice } from '@/ui/ErrorNotice';
import { StatusBadge } from '@/ui/StatusBadge';
import { tell, tellError } from '@/ui/toasts';
import {
  changeTicket,
  PAGE_SIZE,
  ticketsQuery,
  useRefreshTickets,
  type Ticket,
  type TicketFilters,
  type TicketKind,
} from '../api';
import { stepTo, type Column } from '../board';
import { canWork } from '../mayWork';
import { STATUSES } from '../words';
import styles from './TicketBoard.module.css';

interface Props {
  kind: TicketKind;
  wanted: TicketFilters;
  toOpen: (ticket: Ticket) => To;
  selectedId: number | undefined;
}

/** Tickets by status. A card moves by dragging, or with Alt and an arrow; where it may go lights up. */
export function TicketBoard({ kind, wanted, toOpen, selectedId }: Props) {
  const refresh = useRefreshTickets();
  const rights = useRights();
  const me = useMe();
  const board = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Ticket>();
  const [followed, setFollowed] = useState<number>();
  const queries = useQueries({
    queries: STATUSES[kind].map((status) =>
      ticketsQuery(kind, { ...wanted, status, open: undefined, page_size: PAGE_SIZE }),
    ),
  });
  const columns: Column[] = STATUSES[kind].map((status, index) => ({
    status,
    count: queries[index]?.data?.count ?? 0,
    // While a card moves, the answer of before may still hold it under its old status.
    tickets: (queries[index]?.data?.results ?? []).filter((ticket) => ticket.status === status),
  }));
  const error = queries.find((query) => query.error)?.error;

  const move = useMutation({
    mutationFn: ({ ticket, status }: { ticket: Ticket; status: Ticket['status'] }) =>
      changeTicket(ticket, { status }),
    onSuccess: (moved) => {
      tell(`${moved.number} is ${moved.status.toLowerCase()}.`);
      setFollowed(moved.id);
    },
    onError: (failed) => tellError(failed, 'It stays where it was'),
    onSettled: refresh,
  });

  // The focus goes along with the card that was moved by keyboard.
  useEffect(() => {
    if (followed === undefined) return;
    const card = board.current?.querySelector<HTMLElement>(`[data-card="${followed}"]`);
    if (card && card !== document.activeElement) card.focus();
  });

  const press = (event: KeyboardEvent<HTMLElement>, ticket: Ticket) => {
    const direction = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }[
      event.key
    ] as 'left' | 'right' | 'up' | 'down' | undefined;
    if (!direction) return;
    event.preventDefault();
    if (!event.altKey) {
      const next = stepTo(columns, ticket.id, direction);
      setFollowed(undefined);
      if (next !== undefined)
        board.current?.querySelector<HTMLElement>(`[data-card="${next}"]`)?.focus();
      return;
    }
    const order: readonly Ticket['status'][] = STATUSES[kind];
    const at = order.indexOf(ticket.status);
    const ways = direction === 'right' ? order.slice(at + 1) : order.slice(0, at).reverse();
    const status = ways.find((way) => possible(ticket).includes(way));
    if (status && canWork(ticket, rights, me.id)) move.mutate({ ticket, status });
  };

  return (
    <>
      {error && <ErrorNotice error={error} />}
      <Text size="sm" c="dimmed" mb="xs">
        Arrows go from card to card; with Alt, left and right move one.
      </Text>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also while it has no cards */}
      <div className={styles.board} ref={board} role="group" aria-label="Board" tabIndex={0}>
        {columns.map(({ status, tickets, count }) => {
          const takes = dragged !== undefined && possible(dragged).includes(status);
          return (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys do the same, from card to card
            <section
              key={status}
              aria-label={status}
              className={styles.column}
              data-takes={takes || undefined}
              onDragOver={(event) => takes && event.preventDefault()}
              onDrop={() => {
                if (takes) move.mutate({ ticket: dragged, status });
                setDragged(undefined);
              }}
            >
              <h2 className={styles.heading}>
                <StatusBadge status={status} />
                <span className={styles.count}>{count}</span>
              </h2>
              <ul className={styles.cards}>
                {tickets.map((ticket) => (
                  <li key={ticket.id}>
                    <Link
                      to={toOpen(ticket)}
                      className={styles.card}
                      data-card={ticket.id}
                      data-selected={ticket.id === selectedId || undefined}
                      draggable={canWork(ticket, rights, me.id)}
                      onDragStart={(event) => {
                        event.dataTransfer.setData('text/plain', ticket.number);
                        event.dataTransfer.effectAllowed = 'move';
                        setDragged(ticket);
                      }}
                      onDragEnd={() => setDragged(undefined)}
                      onKeyDown={(event) => press(event, ticket)}
                    >
                      <span className={styles.line}>
                        <span className={styles.quiet}>{ticket.number}</span>
                        <StatusBadge status={ticket.priority} />
                      </span>
                      <span>{ticket.title}</span>
                      <span className={styles.quiet}>
                        {[ticket.facility?.name, ticket.assignee?.full_name ?? 'Nobody yet']
                          .filter(Boolean)
                          .join(', ')}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              {count > tickets.length && tickets.length >= PAGE_SIZE && (
                <p className={styles.quiet}>The newest {tickets.length}; the list has all.</p>
              )}
              {count === 0 && <p className={styles.quiet}>None</p>}
            </section>
          );
        })}
      </div>
    </>
  );
}

const possible = (ticket: Ticket): readonly Ticket['status'][] => ticket.possible_statuses;
