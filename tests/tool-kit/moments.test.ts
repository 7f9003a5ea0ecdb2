import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSince, parseUntil } from '../../src/tool-kit/moments.ts';

const NOW = new Date('2026-05-10T12:00:00.000Z');

describe('since', () => {
  test.each([
    ['30s', '2026-05-10T11:59:30.000Z'],
    ['30m', '2026-05-10T11:30:00.000Z'],
    ['24h', '2026-05-09T12:00:00.000Z'],
    ['1.5h', '2026-05-10T10:30:00.000Z'],
    ['7d', '2026-05-03T12:00:00.000Z'],
    ['2w', '2026-04-26T12:00:00.000Z'],
    [' 7 D ', '2026-05-03T12:00:00.000Z'],
    ['0h', '2026-05-10T12:00:00.000Z'],
    [`${'9'.repeat(30)}d`, '1970-01-01T00:00:00.000Z'],
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    ['2026-05-01T12:00:00Z', '2026-05-01T12:00:00.000Z'],
    ['2026-05-01T12:00:00', '2026-05-01T12:00:00.000Z'],
    ['2026-05-01 12:00', '2026-05-01T12:00:00.000Z'],
    ['2026-05-01T12:00:00+02:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T12:00:00.123456Z', '2026-05-01T12:00:00.123Z'],
  ])('%j is %s', (text, moment) => {
    expect(parseSince(text, NOW)).toBe(moment);
  });

  test.each([
    '',
    'yesterday',
    '24',
    '-24h',
    '24 hours ago',
    'h',
    '1e3h',
    '2026-13-01',
    '2026-05-01T25:00:00Z',
    '05/01/2026',
    'Infinityd',
  ])('%j is no time', (text) => {
    expect(parseSince(text, NOW)).toBeNull();
  });

  test('never throws, and answers with what it would take again', () => {
    const given = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.tuple(fc.nat(), fc.constantFrom('s', 'm', 'h', 'd', 'w')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(given, (text) => {
        const moment = parseSince(text, NOW);
        if (moment !== null) expect(parseSince(moment, NOW)).toBe(moment);
      }),
    );
  });
});

describe('until', () => {
  test.each([
    ['4h', '2026-05-10T16:00:00.000Z'],
    [' 2 D ', '2026-05-12T12:00:00.000Z'],
    ['1w', '2026-05-17T12:00:00.000Z'],
    [`${'9'.repeat(30)}d`, '9999-12-31T23:59:59.000Z'],
    ['2026-05-11', '2026-05-11T00:00:00.000Z'],
    ['2026-05-10T12:00:01', '2026-05-10T12:00:01.000Z'],
    ['2026-05-10T15:00:00+02:00', '2026-05-10T13:00:00.000Z'],
  ])('%j is %s', (text, moment) => {
    expect(parseUntil(text, NOW)).toBe(moment);
  });

  test.each(['', 'tomorrow', '0h', '-2d', '2026-05-10', '2026-05-10T12:00:00Z', '2d ago'])(
    '%j is no time to come',
    (text) => {
      expect(parseUntil(text, NOW)).toBeNull();
    },
  );
});
