import { describe, expect, it } from 'vitest';
import { bodyOf, EMPTY_REPORT, missingIn } from './reporting';

const NOW = Date.parse('2026-11-23T22:00:00Z');
const report = { ...EMPTY_REPORT, notes: 'Monitor wall is black' };

describe('a report', () => {
  it('needs ten letters of notes', () => {
    expect(missingIn({ ...report, notes: '  too few ' }, NOW)).toHaveProperty('notes');
    expect(missingIn(report, NOW)).toEqual({});
  });

  it('needs a time that has passed when one is to be given', () => {
    expect(missingIn({ ...report, since: 'at' }, NOW)).toHaveProperty('at');
    expect(missingIn({ ...report, since: 'at', at: '2099-01-01T10:00' }, NOW)).toHaveProperty('at');
  });

  it('leaves out what is not known', () => {
    expect(bodyOf(report, NOW)).toEqual({
      description: 'Monitor wall is black',
      title: 'Monitor wall is black',
      follow_up: 'no',
      occurred_at: '2026-11-23T22:00:00.000Z',
    });
  });

  it('counts from now', () => {
    const body = bodyOf({ ...report, since: '15', works: true, facility: '3', type: '4' }, NOW);
    expect(body).toMatchObject({
      facility: 3,
      incident_type: 4,
      occurred_at: '2026-11-23T21:45:00.000Z',
      down_from: '2026-11-23T21:45:00.000Z',
      down_until: '2026-11-23T22:00:00.000Z',
    });
  });
});
