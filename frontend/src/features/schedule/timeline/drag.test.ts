import { describe, expect, it } from 'vitest';
import { grab, nudge, pull, SNAP } from './drag';
import { barOf, hour } from './fixtures';
import { zoneOf } from './zone';

const dublin = zoneOf('Europe/Dublin');
const news = barOf('news', 'a', 8, 10);
const spot = (at: number, rowId = 'a') => ({ at: hour(at), rowId });

describe('a drag', () => {
  it('creates from the quarter it begins in, forwards and backwards', () => {
    const drag = grab('create', spot(9.3), dublin);
    expect(drag.place).toEqual({ rowId: 'a', start: hour(9.25), end: hour(9.5) });
    expect(pull(drag, spot(11.1, 'b'), dublin).place).toEqual({
      rowId: 'a',
      start: hour(9.25),
      end: hour(11),
    });
    expect(pull(drag, spot(8.1), dublin).place).toEqual({
      rowId: 'a',
      start: hour(8),
      end: hour(9.5),
    });
  });

  it('stays on its row where another one would be another thing to take', () => {
    const drag = grab('move', spot(9), dublin, { ...news, keepsRow: true });
    expect(pull(drag, spot(10, 'b'), dublin).place).toMatchObject({ rowId: 'a', start: hour(9) });
  });

  it('moves by what the pointer moved, wherever the bar was taken', () => {
    const drag = grab('move', spot(9.9), dublin, news);
    expect(pull(drag, spot(11.2, 'b'), dublin).place).toEqual({
      rowId: 'b',
      start: hour(9.25),
      end: hour(11.25),
    });
  });

  it('puts a bar that began off the quarter on one', () => {
    const odd = barOf('odd', 'a', 8.1, 9.1);
    const { start, end } = pull(grab('move', spot(8.5), dublin, odd), spot(8.6), dublin).place;
    expect([start, end - start]).toEqual([hour(8.25), odd.end - odd.start]);
  });

  it('is the same object while nothing changes, so nothing is drawn', () => {
    const drag = grab('move', spot(9), dublin, news);
    expect(pull(drag, spot(9.05), dublin)).toBe(drag);
  });

  it('never makes a bar shorter than a quarter of an hour', () => {
    const start = pull(grab('start', spot(8), dublin, news), spot(12), dublin).place;
    const end = pull(grab('end', spot(10), dublin, news), spot(2), dublin).place;
    expect([start.end - start.start, end.end - end.start]).toEqual([SNAP, SNAP]);
  });
});

describe('a step by keyboard', () => {
  const odd = { rowId: 'a', start: hour(8.1), end: hour(9.1) };

  it('goes to the next quarter in its direction', () => {
    expect(nudge(odd, 'move', 1, dublin).start).toBe(hour(8.25));
    expect(nudge(odd, 'move', -1, dublin).start).toBe(hour(8));
    expect(nudge(odd, 'end', 1, dublin)).toEqual({ ...odd, end: hour(9.25) });
  });

  it('stops before the bar is gone', () => {
    const short = { rowId: 'a', start: hour(8), end: hour(8.25) };
    expect(nudge(short, 'end', -1, dublin)).toBe(short);
    expect(nudge(short, 'start', 1, dublin)).toBe(short);
  });
});
