import type { BatchResult, NewBatch } from '@/api/types';

/** What the dialogue asks about: chosen events, a day or week from some day on, or a template. */
export type Asked =
  | { does: 'move' | 'facility' | 'cancel' | 'copy'; events: number[] }
  | { does: 'span'; day: string }
  | { does: 'template'; template?: number };

export interface Draft {
  days: number;
  hours: number;
  minutes: number;
  earlier: boolean;
  facility: string | null;
  from: string | null;
  span: 'day' | 'week';
  to: string[];
  people: boolean;
  equipment: boolean;
  template: string | null;
}

export const emptyDraft = (asked: Asked): Draft => ({
  days: 0,
  hours: 0,
  minutes: 0,
  earlier: false,
  facility: null,
  from: asked.does === 'span' ? asked.day : null,
  span: 'day',
  to: [],
  people: true,
  equipment: true,
  template:
    asked.does === 'template' && asked.template !== undefined ? String(asked.template) : null,
});

/** The batch as the API takes it, or null while something is missing. */
export function bodyOf(asked: Asked, draft: Draft): NewBatch | null {
  switch (asked.does) {
    case 'move': {
      const sign = draft.earlier ? -1 : 1;
      const days = draft.days * sign;
      const minutes = (draft.hours * 60 + draft.minutes) * sign;
      return days === 0 && minutes === 0
        ? null
        : { action: 'move', events: asked.events, days, minutes };
    }
    case 'facility':
      return draft.facility === null
        ? null
        : { action: 'facility', events: asked.events, facility: Number(draft.facility) };
    case 'cancel':
      return { action: 'cancel', events: asked.events };
    case 'copy':
      return draft.to.length === 0
        ? null
        : { action: 'copy', events: asked.events, ...copied(draft) };
    case 'span':
      return draft.to.length === 0 || draft.from === null
        ? null
        : {
            action: 'copy',
            from: draft.from,
            span: draft.span,
            facility: draft.facility === null ? null : Number(draft.facility),
            ...copied(draft),
          };
    case 'template':
      return draft.to.length === 0 || draft.template === null
        ? null
        : { action: 'template', template: Number(draft.template), to: [...draft.to].sort() };
  }
}

const copied = ({ to, people, equipment }: Draft) => ({
  to: [...to].sort(),
  people,
  equipment,
});

/** The same batch about the events as the preview has read them: one changed since is left and named. */
export function asRead(body: NewBatch, { rows }: BatchResult): NewBatch {
  if (!body.events?.length) return body;
  const versions = new Map(rows.map(({ event, version }) => [event, version]));
  return {
    ...body,
    events: body.events.map((event) => {
      const version = typeof event === 'number' ? versions.get(event) : undefined;
      return typeof event === 'number' && version !== undefined ? { id: event, version } : event;
    }),
  };
}

export const counted = (number: number, noun: string) =>
  `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
