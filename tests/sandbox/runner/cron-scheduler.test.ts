import { describe, expect, test } from 'vitest';
import { isDue } from '../../../src/sandbox/runner/cron-scheduler.ts';
import type { Scheduler } from '../../../src/sandbox/runner/run.ts';
import { runScript } from '../../../src/sandbox/runner/run-script.ts';
import croniter from '../../names/croniter.json' with { type: 'json' };

const AT = '2026-03-02T06:00:30.500Z';

async function schedule(config: Record<string, string>, { at = AT, ownSlx = 'ws--own', fails = false } = {}) {
  const started: string[] = [];
  const scheduler: Scheduler = {
    ownSlx,
    intervalSeconds: 60,
    async startSession(slx) {
      if (fails) throw new Error('no runbook');
      started.push(slx);
    },
  };
  const outcome = await runScript({
    kind: 'sli',
    pathToRobot: 'codebundles/cron-scheduler-sli/sli.robot',
    config,
    secretKeys: {},
    readSecret: () => undefined,
    scheduler,
    now: () => new Date(at),
  });
  return { outcome, started };
}

describe('when a schedule is due', () => {
  test.each([
    ['* * * * *', '2026-03-02T06:00:30.000Z', true],
    ['0 6 * * *', '2026-03-02T06:00:59.000Z', true],
    ['0 6 * * *', '2026-03-02T06:01:00.000Z', true],
    ['0 6 * * *', '2026-03-02T06:01:00.001Z', false],
    ['0 6 * * *', '2026-03-02T05:59:59.000Z', false],
    ['0 6 * * *', '2026-03-02T06:00:00.000Z', false],
    ['0 6 * * *', '2026-03-02T06:00:00.001Z', true],
    ['* * * * *', '2026-03-02T06:00:00.000Z', true],
    ['*/2 * * * *', '2026-03-02T06:00:00.000Z', false],
    ['0 6 ? * ?', AT, true],
    ['0 6-6 * * *', '2026-03-02T07:00:30.500Z', true],
    ['0 6 * * MON', AT, true],
    ['0 6 * * TUE', AT, false],
    ['0 6 * * MON#1', AT, true],
    ['0 6 L * *', AT, false],
    ['0 6 *,5 * TUE', AT, false],
    ['0 6 18 * *,TUE', AT, false],
    ['0 6 18 * 0-6', AT, true],
    ['@hourly', AT, true],
    ['0 6 * * * 20', AT, true],
    ['0 6 * * * 40', AT, false],
    ['0 0 30 2 *', AT, false],
  ])('%s at %s: %s', (cron, at, due) => {
    expect(isDue(cron, 60, new Date(at))).toBe(due);
  });
});

describe('a schedule as the platform reads it', () => {
  const START = Date.parse('2026-02-27T05:30:00Z');

  test.each(croniter.accepted as [string, string[]][])('%s is due at %j, and not before', (cron, times) => {
    let last = START;
    for (const time of times.map((text) => Date.parse(text))) {
      expect(isDue(cron, 1, new Date(time + 500))).toBe(true);
      // The whole time between the one before and this one.
      const between = (time - last) / 1000 - 1;
      if (between > 0) expect(isDue(cron, between, new Date(time - 1))).toBe(false);
      last = time;
    }
  });

  test.each([
    '0 6 * *',
    '0 6 * * * 0 2026',
    'a b c d e',
    '61 6 * * *',
    '*/0 * * * *',
    '0 6 * * 1#6',
    '0 6 * * 1-5#1',
    '0 6 * * *#1',
    '? 6 * * *',
    '0 6 1,? * *',
  ])('%s is refused', (cron) => {
    expect(() => isDue(cron, 60, new Date(AT))).toThrow();
  });
});

describe("the scheduler's SLI", () => {
  test('a due schedule starts its own SLX and pushes 1', async () => {
    const { outcome, started } = await schedule({ CRON_SCHEDULE: '0 6 * * *', DRY_RUN: 'false' });
    expect(outcome.metric).toBe(1);
    expect(started).toEqual(['own']);
  });

  test('TARGET_SLX names another SLX', async () => {
    const { started } = await schedule({ CRON_SCHEDULE: '0 6 * * *', TARGET_SLX: 'other' });
    expect(started).toEqual(['other']);
  });

  test('without a schedule it is hourly', async () => {
    expect((await schedule({})).outcome.metric).toBe(1);
    expect((await schedule({}, { at: '2026-03-02T06:30:30.500Z' })).outcome.metric).toBe(0);
  });

  test('what is not due pushes 0', async () => {
    const { outcome, started } = await schedule({ CRON_SCHEDULE: '0 7 * * *' });
    expect(outcome.metric).toBe(0);
    expect(started).toEqual([]);
  });

  test('only the exact text true is a dry run', async () => {
    const dry = await schedule({ CRON_SCHEDULE: '0 6 * * *', DRY_RUN: 'true' });
    expect([dry.outcome.metric, dry.started]).toEqual([0, []]);
    const real = await schedule({ CRON_SCHEDULE: '0 6 * * *', DRY_RUN: 'True' });
    expect([real.outcome.metric, real.started]).toEqual([1, ['own']]);
  });

  test('a session that cannot be started is an issue and -1, and the task passes', async () => {
    const { outcome } = await schedule({ CRON_SCHEDULE: '0 6 * * *' }, { fails: true });
    expect(outcome.metric).toBe(-1);
    expect(outcome.issues[0]).toMatchObject({ severity: 2, details: expect.stringContaining('no runbook') });
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('a bad expression is an issue and -1, and the task fails', async () => {
    const { outcome } = await schedule({ CRON_SCHEDULE: 'every day' });
    expect(outcome.metric).toBe(-1);
    expect(outcome.issues).toHaveLength(1);
    expect(outcome.failedTitles).toHaveLength(1);
  });

  test('without an SLX the task fails', async () => {
    const { outcome } = await schedule({}, { ownSlx: '' });
    expect(outcome.failedTitles).toHaveLength(1);
  });
});
