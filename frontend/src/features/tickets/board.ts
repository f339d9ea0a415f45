import type { Ticket } from './api';

export interface Column {
  status: Ticket['status'];
  count: number;
  tickets: Ticket[];
}

/** The card that an arrow leads to: up and down in its column, left and right to the next one with cards. */
export function stepTo(
  columns: readonly { tickets: readonly { id: number }[] }[],
  id: number,
  direction: 'left' | 'right' | 'up' | 'down',
): number | undefined {
  const column = columns.findIndex(({ tickets }) => tickets.some((ticket) => ticket.id === id));
  const here = columns[column];
  if (!here) return undefined;
  const row = here.tickets.findIndex((ticket) => ticket.id === id);
  if (direction === 'up') return here.tickets[row - 1]?.id;
  if (direction === 'down') return here.tickets[row + 1]?.id;
  const others =
    direction === 'right' ? columns.slice(column + 1) : columns.slice(0, column).reverse();
  const next = others.find(({ tickets }) => tickets.length > 0);
  return next?.tickets[Math.min(row, next.tickets.length - 1)]?.id;
}
