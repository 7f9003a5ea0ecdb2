import { describe, expect, test } from 'vitest';
import { nextRuns } from '../../src/names/cron-schedule.ts';

const NOW = new Date('2026-02-27T05:30:00Z');

describe('the next runs of a schedule', () => {
  test('are three, in UTC', () => {
    expect(nextRuns('0 6 * * 1-5', NOW)).toEqual([
      '2026-02-27T06:00:00.000Z',
      '2026-03-02T06:00:00.000Z',
      '2026-03-03T06:00:00.000Z',
    ]);
  });

  test('blanks around and between fields do not matter', () => {
    expect(nextRuns('  0   6 * *  1-5 ', NOW)).toEqual(nextRuns('0 6 * * 1-5', NOW));
  });

  test.each([
    ['0 6 * *', '4 fields'],
    ['0 0 6 * * *', '6 fields'],
    ['@daily', '1 fields'],
    ['61 6 * * *', '61'],
    ['a b c d e', 'not a cron schedule'],
    ['0 6 30 2 *', 'no time that ever comes'],
  ])('%j is refused', (cron, problem) => {
    expect(() => nextRuns(cron, NOW)).toThrow(problem);
  });
});
