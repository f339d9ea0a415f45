import { describe, expect, it } from 'vitest';
import type { BatchResult } from '@/api/types';
import { asRead, bodyOf, counted, emptyDraft, type Asked } from './asking';

const move: Asked = { does: 'move', events: [3, 4] };

describe('the body of a batch', () => {
  it('is missing until something is asked', () => {
    expect(bodyOf(move, emptyDraft(move))).toBeNull();
    const span: Asked = { does: 'span', day: '2027-01-11' };
    expect(bodyOf(span, emptyDraft(span))).toBeNull();
  });

  it('counts days by themselves and the rest in minutes, both earlier or later', () => {
    const draft = { ...emptyDraft(move), days: 1, hours: 2, minutes: 15 };
    expect(bodyOf(move, draft)).toEqual({
      action: 'move',
      events: [3, 4],
      days: 1,
      minutes: 135,
    });
    expect(bodyOf(move, { ...draft, earlier: true })).toMatchObject({ days: -1, minutes: -135 });
  });

  it('copies a week to days in order', () => {
    const span: Asked = { does: 'span', day: '2027-01-11' };
    const draft = { ...emptyDraft(span), span: 'week' as const, to: ['2027-01-25', '2027-01-18'] };
    expect(bodyOf(span, draft)).toMatchObject({
      action: 'copy',
      from: '2027-01-11',
      span: 'week',
      to: ['2027-01-18', '2027-01-25'],
      facility: null,
    });
  });

  it('says in which version each event was seen', () => {
    const body = { action: 'cancel' as const, events: [3, 4] };
    const result = { rows: [{ event: 3, version: 7 }] } as unknown as BatchResult;
    expect(asRead(body, result).events).toEqual([{ id: 3, version: 7 }, 4]);
  });
});

it('counts in words', () => {
  expect([counted(1, 'event'), counted(1200, 'event')]).toEqual(['1 event', '1,200 events']);
});
