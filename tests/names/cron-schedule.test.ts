import { describe, expect, it, test } from 'vitest';
import { nextRuns } from '../../src/names/cron-schedule.ts';
import croniter from './croniter.json' with { type: 'json' };

const NOW = new Date('2026-02-27T05:30:00Z');

function readable(cron: string): string[] | undefined {
  try {
    return nextRuns(cron, NOW).map((time) => time.replace('.000Z', 'Z'));
  } catch {
    return undefined;
  }
}

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

  it('are those that the platform finds', () => {
    const read = croniter.accepted.map(([cron]) => [cron, readable(cron as string)]);
    expect(read).toEqual(croniter.accepted);
  });

  it('are not given for what the platform does not take', () => {
    expect(croniter.refused.filter((cron) => readable(cron) !== undefined)).toEqual([]);
  });

  test.each([
    ['0 6 * *', '4 fields'],
    ['0 6 * * * 0 2026', '7 fields'],
    ['@reboot', '@hourly'],
    ['@daily ', 'blanks'],
    ['61 6 * * *', '61 is not a valid minute'],
    ['0 6 0 * *', '0 is not a valid day of month'],
    ['a b c d e', 'not a cron schedule'],
    ['constructor', '1 field'],
    ['__proto__', '1 field'],
    ['0 6 * * monday', 'not a valid weekday'],
    ['*/0 * * * *', 'step'],
    ['0 6 30 2 *', 'it matches no date'],
    ['0 6 * * 5L', 'write L5'],
    ['0 6 * * friL', 'write L5'],
    ['0 6 * * FRI#L', 'write L5'],
    ['0 6 * * 1#6', '1 to 5'],
    ['0 6 15W * *', 'name the days'],
    ['0 6 L-2 * *', 'L stands alone'],
    ['H * * * *', 'name one'],
    ['5-5 * * * *', 'write 5 or *'],
    ['0 6 * * 1,L5', 'stand alone'],
    ['0 6 15 * 5#1', 'need *'],
    ['0 6 *,5 * 1', '* stands alone'],
  ])('%j is refused', (cron, problem) => {
    expect(() => nextRuns(cron, NOW)).toThrow(problem);
  });
});
