import { describe, expect, it } from 'vitest';
import { clashText, findClash, surroundingsOf } from './clash';
import { candidateOf } from './drag';
import { barOf, hour } from './fixtures';
import { barsIn, byHold, holdsOf } from './holds';
import { lanesOf } from './lanes';
import type { TimelineBar } from './types';
import { zoneOf } from './zone';

function around(bar: TimelineBar | undefined, bars: TimelineBar[]) {
  return surroundingsOf(bar, bars, (rowId) => ({
    name: `Studio ${rowId}`,
    holds: holdsOf(bars.filter((other) => other.rowId === rowId).sort(byHold)),
  }));
}

describe('bars in a period', () => {
  it('finds the same as looking at each, long ones before short ones included', () => {
    const bars = Array.from({ length: 300 }, (_, index) => {
      const from = (index * 37) % 240;
      return barOf(`b${index}`, 'a', from, from + 1 + ((index * 13) % 60));
    }).sort(byHold);
    const holds = holdsOf(bars);
    for (let from = 0; from < 300; from += 7) {
      const plain = bars.filter(
        (bar) => bar.holdStart < hour(from + 5) && bar.holdEnd > hour(from),
      );
      expect(barsIn(holds, hour(from), hour(from + 5))).toEqual(plain);
    }
  });
});

describe('a row of several pieces', () => {
  const wanted = barOf('wanted', 'radios', 20, 21, { pieces: 4 });
  const bars = [
    barOf('one', 'radios', 8, 12, { pieces: 3, holdStart: hour(7) }),
    barOf('two', 'radios', 10, 14, { pieces: 4 }),
    wanted,
  ];
  const row = (rowId: string) => ({
    name: 'Radio',
    holds: holdsOf(bars.filter((bar) => bar.rowId === rowId).sort(byHold)),
    ...(rowId === 'radios' ? { pieces: 10 } : {}),
  });
  const moved = (from: number, pieces: number) =>
    findClash(
      candidateOf(
        { rowId: 'radios', start: hour(from), end: hour(from + 3) },
        { ...wanted, pieces },
      ),
      surroundingsOf(wanted, bars, row),
    );

  it('is shared for as long as there are enough at every instant', () => {
    expect(moved(7, 6)).toBeNull(); // three are out, then seven
    expect(moved(12, 6)).toBeNull();
    const clash = moved(9, 4);
    expect(clash).toMatchObject({ left: { free: 3, from: hour(10) } });
    expect(clash && clashText(clash, zoneOf('Europe/Dublin'))).toBe(
      'Radio has 3 pieces left from 10:00, beside two',
    );
  });

  it('counts what other bars of the event take of it', () => {
    const camera = barOf('camera', 'cam', 20, 21, { eventId: wanted.eventId });
    const around = surroundingsOf(camera, [...bars, camera], row);
    const move = (from: number) =>
      findClash(
        candidateOf({ rowId: 'cam', start: hour(from), end: hour(from + 1) }, camera),
        around,
      );
    expect(move(11)?.who).toBe('Radio');
    expect(move(13)).toBeNull();
  });
});

describe('a clash', () => {
  const news = barOf('news', 'a', 8, 10, { holdStart: hour(7.5) });
  const sport = barOf('sport', 'a', 14, 16, { holdStart: hour(13), holdEnd: hour(16.5) });

  it('counts the rig and strike of both', () => {
    const bars = [news, sport];
    const move = (from: number) =>
      candidateOf({ rowId: 'a', start: hour(from), end: hour(from + 2) }, news);
    expect(findClash(move(10.5), around(news, bars))).toBeNull();
    expect(findClash(move(11.25), around(news, bars))?.bar).toBe(sport);
    expect(findClash(move(16.5), around(news, bars))?.bar).toBe(sport);
    expect(findClash(move(17), around(news, bars))).toBeNull();
  });

  it('leaves rig and strike to neighbours that share them, and never the time itself', () => {
    const shared = { sharesBuffers: true };
    const first = barOf('first', 'a', 8, 10, {
      holdStart: hour(7.5),
      holdEnd: hour(11),
      ...shared,
    });
    const next = barOf('next', 'a', 14, 16, {
      holdStart: hour(13),
      holdEnd: hour(16.5),
      ...shared,
    });
    const move = (from: number) =>
      findClash(
        candidateOf({ rowId: 'a', start: hour(from), end: hour(from + 2) }, first),
        around(first, [first, next]),
      );
    expect(move(11)).toBeNull(); // one strikes while the other rigs
    expect(move(11.25)?.bar).toBe(next); // not an hour any more, which its strike takes
    expect(move(16.5)).toBeNull();
    expect(move(16.25)?.bar).toBe(next);
    expect(lanesOf([first, next].sort(byHold)).count).toBe(1);
    const close = barOf('close', 'a', 11, 12, {
      holdStart: hour(10),
      holdEnd: hour(12.5),
      ...shared,
    });
    expect(lanesOf([first, close, next].sort(byHold)).count).toBe(1);
  });

  it('is not with itself, with what is cancelled, or with an option behind another', () => {
    const bars = [
      news,
      barOf('off', 'a', 9, 12, { status: 'Cancelled' }),
      barOf('maybe', 'a', 9, 12, { status: 'Hold', rank: 2 }),
    ];
    const place = { rowId: 'a', start: hour(9), end: hour(11) };
    expect(findClash(candidateOf(place, news), around(news, bars))).toBeNull();
    const hold = barOf('hold', 'a', 3, 4, { status: 'Hold' });
    expect(findClash(candidateOf(place, hold), around(hold, [...bars, hold]))).toBeNull();
  });

  it('is with the first option: a booking does not jump over it', () => {
    const first = barOf('first', 'a', 9, 12, { status: 'Hold', rank: 1 });
    const place = { rowId: 'a', start: hour(9), end: hour(11) };
    expect(findClash(candidateOf(place, news), around(news, [news, first]))?.bar).toBe(first);
  });

  it('is with the rows of the other bars of the event, which move along', () => {
    const mine = barOf('aoife', 'a', 8, 10, { eventId: 1 });
    const theirs = barOf('brian', 'b', 8, 10, { eventId: 1 });
    const busy = barOf('busy', 'b', 12, 13);
    const place = { rowId: 'a', start: hour(11), end: hour(13) };
    const clash = findClash(candidateOf(place, mine), around(mine, [mine, theirs, busy]));
    expect([clash?.bar.id, clash?.who]).toEqual(['busy', 'Studio b']);
  });

  it('is with the other events of its people, from call to wrap and not while the room is rigged', () => {
    const people = [{ id: 1, name: 'Aoife' }];
    const mine = barOf('mine', 'a', 8, 10, { people });
    const other = barOf('other', 'b', 12, 13, { people, holdStart: hour(11) });
    const move = (from: number) =>
      candidateOf({ rowId: 'a', start: hour(from), end: hour(from + 2) }, mine);
    expect(findClash(move(10), around(mine, [mine, other]))).toBeNull();
    expect(findClash(move(10.5), around(mine, [mine, other]))?.who).toBe('Aoife');
  });

  it('is said with names and times', () => {
    const said = clashText({ bar: sport, who: 'Studio A' }, zoneOf('Europe/Dublin'));
    expect(said).toBe(
      'Studio A is taken by sport, 14:00 to 16:00 (with rig and strike 13:00 to 16:30)',
    );
  });
});

describe('lanes', () => {
  const lanes = (...bars: TimelineBar[]) => lanesOf([...bars].sort(byHold));

  it('stand below each other only while bars overlap', () => {
    const { lanes: found, count } = lanes(
      barOf('a', 'r', 8, 12),
      barOf('b', 'r', 9, 10),
      barOf('c', 'r', 10, 11),
      barOf('d', 'r', 12, 13),
    );
    expect([found, count]).toEqual([[0, 1, 1, 0], 2]);
  });

  it('leave the first to what takes place', () => {
    const off = barOf('a', 'r', 8, 12, { status: 'Cancelled' });
    expect(lanes(off, barOf('b', 'r', 9, 10)).lanes).toEqual([1, 0]);
  });
});
