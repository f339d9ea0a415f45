// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import type { TimelineAnswer, TimelineEvent } from '@/api/types';
import { eventIdOf, NONE, prefillOf, rowKindOf, rowsAndBars } from './rowsAndBars';
import { draftOfMove } from './useMoveBar';

const event = (changes: Partial<TimelineEvent> = {}): TimelineEvent => ({
  id: 12,
  title: 'News',
  status: 'Scheduled',
  start: '2026-11-24T12:00:00Z',
  end: '2026-11-24T13:00:00Z',
  hold_start: '2026-11-24T11:45:00Z',
  hold_end: '2026-11-24T13:15:00Z',
  crew_start: '2026-11-24T11:00:00Z',
  crew_end: '2026-11-24T13:00:00Z',
  time_zone: 'Europe/Dublin',
  facility: 3,
  people: [5, 6],
  version: 2,
  ...changes,
});
const answer = (...events: TimelineEvent[]): TimelineAnswer => ({
  rows: [
    { id: 3, name: 'Studio A', group: 'Harbour House', kind: 'Studio' },
    { id: 5, name: 'Aoife Kelleher', group: 'Operations' },
    { id: 6, name: 'Conor Daly', group: 'Operations' },
  ],
  events,
  truncated: false,
});

describe('leave', () => {
  const absence = {
    id: 9,
    person: 5,
    start: '2026-11-24T00:00:00Z',
    end: '2026-11-25T00:00:00Z',
    start_date: '2026-11-24',
    end_date: '2026-11-24',
  };
  const away: TimelineAnswer = { ...answer(event()), absences: [absence] };

  test('takes its person, and whoever is booked all the same stands out', () => {
    const { bars } = rowsAndBars(away, 'person', {}, true);
    expect(bars.find(({ id }) => id === 'l9')).toMatchObject({
      rowId: '5',
      status: 'Leave',
      editable: false,
    });
    expect(bars.find(({ id }) => id === 'e12p5')?.conflict).toBe('on leave at that time');
    expect(bars.find(({ id }) => id === 'e12p6')?.conflict).toBeUndefined();
    expect(eventIdOf('l9')).toBe('');
  });

  test('is no matter of rooms', () => {
    const { bars } = rowsAndBars(away, 'facility', {}, true);
    expect(bars.map(({ id }) => id)).toEqual(['e12']);
  });
});

describe('parts', () => {
  const rig = { id: 4, title: 'Rig', start: '2026-11-24T09:00:00Z', end: '2026-11-24T11:00:00Z' };
  const staffed = event({ people: [], parts: [{ ...rig, facility: 3, people: [5] }] });

  test('show on the rows of what they take, for their own time', () => {
    const { bars } = rowsAndBars(answer(staffed), 'person', {}, true);
    expect(bars).toHaveLength(1);
    expect(bars[0]).toMatchObject({
      id: 'e12t4r5',
      rowId: '5',
      title: 'Rig: News',
      start: Date.parse(rig.start),
      editable: false,
    });
    expect(eventIdOf('e12t4r5')).toBe('12');
    const onRooms = rowsAndBars(answer(staffed), 'facility', {}, true).bars;
    expect(onRooms.map(({ id }) => id)).toEqual(['e12', 'e12t4r3']);
  });

  test('are found by whom they take', () => {
    expect(rowsAndBars(answer(staffed), 'person', { person: '5' }, true).bars).toHaveLength(1);
    expect(rowsAndBars(answer(staffed), 'person', { person: '6' }, true).bars).toHaveLength(0);
  });
});

describe('by facility', () => {
  test('an event is one bar that holds its room from rig to strike', () => {
    const { bars } = rowsAndBars(answer(event()), 'facility', {}, true);
    expect(bars).toHaveLength(1);
    expect(bars[0]).toMatchObject({
      id: 'e12',
      rowId: '3',
      holdStart: Date.parse('2026-11-24T11:45:00Z'),
      editable: true,
    });
  });

  test('an event without a facility waits in a row of its own', () => {
    const { rows, bars } = rowsAndBars(
      answer(event({ facility: undefined })),
      'facility',
      {},
      true,
    );
    expect(rows[0]?.id).toBe(NONE);
    expect(bars[0]?.rowId).toBe(NONE);
  });
});

describe('by person', () => {
  test('an event is a bar for everyone on it, from call to wrap', () => {
    const { bars } = rowsAndBars(answer(event()), 'person', {}, true);
    expect(bars.map(({ id, rowId }) => [id, rowId])).toEqual([
      ['e12p5', '5'],
      ['e12p6', '6'],
    ]);
    expect(bars[0]?.holdStart).toBe(Date.parse('2026-11-24T11:00:00Z'));
  });
});

describe('by equipment', () => {
  const out: TimelineAnswer = {
    rows: [
      { id: 3, name: 'Camera 1', group: 'Camera', kind: 'equipment', asset_tag: 'CAM-1' },
      {
        id: 4,
        name: 'Camera 2',
        group: 'Camera',
        kind: 'equipment',
        asset_tag: 'CAM-2',
        state: 'faulty',
      },
      { id: 3, name: 'Radio', group: 'No category', kind: 'pool', quantity: 10 },
    ],
    events: [
      event({
        equipment: [{ id: 3, kit: 8 }, { id: 4 }],
        pools: [{ id: 3, quantity: 4 }],
        rank: 2,
      }),
    ],
    kits: [{ id: 8, name: 'ENG kit' }],
    windows: [
      {
        id: 1,
        kind: 'equipment',
        resource: 4,
        start: '2026-11-24T13:10:00Z',
        end: '2026-11-24T15:00:00Z',
        reason: 'New lens',
      },
    ],
    truncated: false,
  };

  test('items have their tag and state, pools say how many there are, and neither is mixed up', () => {
    const { rows } = rowsAndBars(out, 'equipment', {}, true);
    expect(rows.map(({ id, sub }) => [id, sub])).toEqual([
      ['i3', 'CAM-1'],
      ['i4', 'CAM-2, faulty'],
      ['p3', '10 pieces'],
    ]);
    expect(rows[0]?.fullName).toBe('Camera 1 (CAM-1)'); // names of items are not unique
    expect(prefillOf('equipment', 'i3')).toMatchObject({ new_item: '3', new_pool: null });
    expect(prefillOf('equipment', 'p3')).toMatchObject({ new_item: null, new_pool: '3' });
  });

  test('an event is a bar on each from rig to strike, with its kit or its pieces', () => {
    const { bars } = rowsAndBars(out, 'equipment', {}, true);
    const [first, second, pool, closed] = bars;
    expect(first).toMatchObject({ id: 'e12i3', rowId: 'i3', kit: 'ENG kit', rank: 2 });
    expect(first?.holdStart).toBe(Date.parse('2026-11-24T11:45:00Z'));
    expect(first?.conflict).toBeUndefined();
    expect(second).toMatchObject({ rowId: 'i4', conflict: 'at risk: maintenance at that time' });
    expect(second?.kit).toBeUndefined();
    expect(pool).toMatchObject({ id: 'e12q3', rowId: 'p3', pieces: 4, keepsRow: true });
    expect(pool?.rank).toBeUndefined(); // pieces are not kept for a hold
    expect(closed).toMatchObject({ rowId: 'i4', status: 'Maintenance', editable: false });
  });

  test('is what the address asks for', () => {
    expect(rowKindOf({ rows: 'equipment' })).toBe('equipment');
    expect(rowKindOf({ rows: 'rockets' })).toBe('facility');
  });
});

describe('filters', () => {
  test('a search that a saved filter brings along narrows the timeline as it does the lists', () => {
    const two = answer(event(), event({ id: 13, title: 'Quiz night' }));
    const { bars } = rowsAndBars(two, 'facility', { q: 'quiz ' }, true);
    expect(bars.map(({ id }) => eventIdOf(id))).toEqual(['13']);
  });
  test('cancelled events take no room unless they are asked for', () => {
    const cancelled = answer(event({ status: 'Cancelled' }));
    expect(rowsAndBars(cancelled, 'facility', {}, true).bars).toEqual([]);
    const asked = rowsAndBars(cancelled, 'facility', { status: 'Cancelled' }, true);
    expect(asked.bars[0]).toMatchObject({ status: 'Cancelled', editable: false });
  });

  test('a facility shows its own row alone', () => {
    const { rows } = rowsAndBars(answer(event()), 'facility', { facility: '3' }, true);
    expect(rows.map(({ id }) => id)).toEqual(['3']);
  });
});

test('a reader moves nothing', () => {
  expect(rowsAndBars(answer(event()), 'facility', {}, false).bars[0]?.editable).toBe(false);
});

test('the id of a bar tells its event', () => {
  expect(eventIdOf('e12p5')).toBe('12');
});

describe('a move', () => {
  const from = { rowId: '5', start: 0, end: 3_600_000 };
  test('in time sends both ends, and nothing of the row', () => {
    expect(draftOfMove({ ...from, start: 900_000, end: 4_500_000 }, from, 'facility', [])).toEqual({
      start_time: '1970-01-01T00:15:00.000Z',
      end_time: '1970-01-01T01:15:00.000Z',
    });
  });
  test('to another facility sends only that', () => {
    expect(draftOfMove({ ...from, rowId: '4' }, from, 'facility', [])).toEqual({ facility: 4 });
  });
  test('to another person exchanges the two and keeps the others', () => {
    expect(draftOfMove({ ...from, rowId: '9' }, from, 'person', [5, 6])).toEqual({
      assigned_users: [6, 9],
    });
  });
  test('to the row of nobody takes the person off', () => {
    expect(draftOfMove({ ...from, rowId: NONE }, from, 'person', [5, 6])).toEqual({
      assigned_users: [6],
    });
  });
});
