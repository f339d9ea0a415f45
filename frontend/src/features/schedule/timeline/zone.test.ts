import { describe, expect, it } from 'vitest';
import { timeText, timesText, periodText } from './words';
import { DAY, HOUR, MINUTE, zoneOf } from './zone';

const dublin = zoneOf('Europe/Dublin');
const at = (text: string) => Date.parse(text);

describe('offsets', () => {
  it.each([
    ['Europe/Dublin', '2027-03-28T00:59:00Z', 0],
    ['Europe/Dublin', '2027-03-28T01:00:00Z', 60],
    ['Europe/Dublin', '2027-10-31T00:59:00Z', 60],
    ['Europe/Dublin', '2027-10-31T01:00:00Z', 0],
    ['Asia/Kathmandu', '2027-01-01T00:00:00Z', 345],
    ['Australia/Lord_Howe', '2027-04-03T14:59:00Z', 660],
    ['Australia/Lord_Howe', '2027-04-03T15:00:00Z', 630],
    ['America/St_Johns', '2027-07-01T00:00:00Z', -150],
  ])('%s at %s is %d min', (name, instant, minutes) => {
    expect(zoneOf(name).offset(at(instant)) / MINUTE).toBe(minutes);
  });

  it('agrees with Intl over two years of hours', () => {
    const told = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/New_York',
      hour: '2-digit',
      minute: '2-digit',
    });
    const zone = zoneOf('America/New_York');
    for (let now = at('2026-01-01T00:30:00Z'); now < at('2028-01-01T00:00:00Z'); now += 7 * HOUR) {
      expect(timeText(zone, now).slice(0, 5)).toBe(told.format(now));
    }
  });
});

describe('days', () => {
  it.each([
    ['2027-03-28T12:00:00Z', 23],
    ['2027-03-29T12:00:00Z', 24],
    ['2027-10-31T12:00:00Z', 25],
  ])('%s has %d hours in Dublin', (instant, hours) => {
    const start = dublin.dayStart(at(instant));
    expect((dublin.dayStart(start, 1) - start) / HOUR).toBe(hours);
  });

  it('begins a month at its own midnight', () => {
    expect(dublin.monthStart(at('2027-04-15T12:00:00Z'))).toBe(at('2027-03-31T23:00:00Z'));
    expect(dublin.monthStart(at('2027-12-31T12:00:00Z'), 1)).toBe(at('2028-01-01T00:00:00Z'));
  });
});

describe('wall times', () => {
  it('moves a missing one forward', () => {
    expect(dublin.instant(Date.UTC(2027, 2, 28, 1, 30))).toBe(at('2027-03-28T01:30:00Z'));
    expect(timeText(dublin, at('2027-03-28T01:30:00Z'))).toBe('02:30');
  });

  it('takes the first of a repeated one, and tells the two apart in words', () => {
    expect(dublin.instant(Date.UTC(2027, 9, 31, 1, 30))).toBe(at('2027-10-31T00:30:00Z'));
    expect(timeText(dublin, at('2027-10-31T00:30:00Z'))).toBe('01:30 (UTC+1)');
    expect(timeText(dublin, at('2027-10-31T01:30:00Z'))).toBe('01:30 (UTC)');
    expect(timeText(dublin, at('2027-10-31T02:30:00Z'))).toBe('02:30');
    expect(timeText(dublin, at('2027-10-30T23:30:00Z'))).toBe('00:30');
  });

  it('snaps to quarters on the wall, in zones off the hour as well', () => {
    expect(dublin.snap(at('2026-11-24T18:07:00Z'))).toBe(at('2026-11-24T18:00:00Z'));
    expect(dublin.snap(at('2026-11-24T18:08:00Z'))).toBe(at('2026-11-24T18:15:00Z'));
    const kathmandu = zoneOf('Asia/Kathmandu');
    expect(timeText(kathmandu, kathmandu.snap(at('2026-11-24T18:03:00Z'), HOUR))).toBe('00:00');
  });
});

describe('words', () => {
  it('says an overnight period once', () => {
    const start = at('2026-11-24T22:00:00Z');
    expect(periodText(dublin, start, start + 8 * HOUR)).toBe('Tue 24 Nov, 22:00 to 06:00');
    expect(timesText(dublin, start, start + 2 * DAY)).toBe('22:00 to Thu 26 Nov, 22:00');
  });
});
