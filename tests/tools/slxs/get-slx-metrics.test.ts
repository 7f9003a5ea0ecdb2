import { describe, expect, test } from 'vitest';
import { getSlxMetrics } from '../../../src/tools/slxs/get-slx-metrics.ts';
import { readPoints, summaryOf, thinOut } from '../../../src/tools/slxs/metric-points.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const slx_name = 'checkout-api-pods';
const METRICS = `/api/v3/workspaces/checkout-prod/slxs/${slx_name}/metrics`;

/** The tool's answer where the platform replies with this. */
async function reading(reply: Record<string, unknown>, args: Record<string, unknown> = {}) {
  const { call, sandbox } = await toolBench();
  const body = { alias: 'Pods', created: '2026-05-01T00:00:00Z', ...reply };
  sandbox.faults.add({ path: METRICS, status: 200, body });
  return call(getSlxMetrics, { workspace_name, slx_name, ...args });
}

describe('get_slx_metrics', () => {
  test('shows how an SLI fell: last, lowest, when, and for how much of the time it was low', async () => {
    const { call, sandbox } = await toolBench();
    const reply = await call(getSlxMetrics, { workspace_name, slx_name: `${workspace_name}--${slx_name}` });
    const { changes } = sandbox.world.workspaces.get(workspace_name)!.slxs.get(slx_name)!.sli!;
    expect(reply).toMatchObject({ slx_name, asked: { types: 'sli', history: '24h', resolution: '720s' } });
    expect(reply.time).toMatch(/Z$/);
    const { sli } = reply;
    expect(sli.last.value).toBe(0.3333);
    expect(sli).toMatchObject({ lowest: { value: 0.3333 }, highest: { value: 1 }, changes: 1 });
    expect(sli.latest_changes).toMatchObject([{ from: 1, to: 0.3333 }]);
    expect(sli.under).toMatchObject({ bound: 1, now: true });
    expect(sli.under.share_of_time).toBeCloseTo(2.8 / 24, 1);
    const late = Date.parse(sli.under.since) - Date.parse(changes[1]!.at);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(720_000);
    expect(sli.values.length).toBeLessThanOrEqual(60);
    expect(JSON.stringify(reply).length).toBeLessThan(5_000);
  });

  test.each([
    [{ data: [] }, 'The SLI has no values in this time.'],
    [{ odd: 'x' }, 'The SLI has no values, or they are in an unknown format: see raw.'],
  ])('points to raw only where it shows it: %j', async (sli, note) => {
    const reply = await reading({ sli });
    expect(reply.notes).toContain(note);
    expect(JSON.stringify(reply).includes('"raw"')).toBe(note.includes('raw'));
  });

  test.each([{}, { created: null, sli: null }, { data: { created: '2026-05-01T00:00:00Z', sli: {} } }])(
    'takes a reply without the one field that all have for none: %j',
    async (body) => {
      const { call, sandbox } = await toolBench();
      sandbox.faults.add({ path: METRICS, status: 200, body });
      await expect(call(getSlxMetrics, { workspace_name, slx_name })).rejects.toThrow('unexpected_reply');
    },
  );

  test('asks for the period, in the units that the platform takes', async () => {
    const { call, sandbox } = await toolBench();
    await call(getSlxMetrics, { workspace_name, slx_name, history: ' 2W ', resolution: '1h' });
    await call(getSlxMetrics, { workspace_name, slx_name, history: '30m' });
    await call(getSlxMetrics, { workspace_name, slx_name, type: 'both' });
    await call(getSlxMetrics, { workspace_name, slx_name, type: 'slo', window: '30d', resolution: '1d' });
    const asked = sandbox.requests.filter(({ path }) => path === METRICS);
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual([
      { types: 'sli', history: '14d', resolution: '1h' },
      { types: 'sli', history: '30m', resolution: '30s' },
      { types: 'sli,slo' },
      { types: 'slo', window: '30d', resolution: '1d' },
    ]);
  });

  test('says that there is no SLO', async () => {
    const { call } = await toolBench();
    const reply = await call(getSlxMetrics, { workspace_name, slx_name, type: 'slo' });
    expect(reply).not.toHaveProperty('slo');
    expect(reply.notes).toEqual([expect.stringContaining('no SLO')]);
  });

  test('holds an SLO in percent to its objective', async () => {
    const values = [99.95, 99.7].map((value, hour) => ({ timestamp: `2026-05-01T0${hour}:00:00Z`, value }));
    const { slo } = await reading({ sloObjective: 0.999, slo: { recent: values } }, { type: 'slo' });
    expect(slo).toMatchObject({ last: { value: 99.7 }, under: { bound: 99.9, now: true, share_of_time: 0 } });
  });

  test('holds no bound to a measure in a unit of its own, and says how to give one', async () => {
    const sli = { recent: { value: 412, at: '2026-05-01T00:00:00Z' } };
    const reply = await reading({ sli });
    expect(reply.sli).not.toHaveProperty('under');
    expect(reply.notes[0]).toContain('bound');
    expect((await reading({ sli }, { bound: 500 })).sli.under).toMatchObject({ bound: 500, now: true });
  });

  test('shows a form that is not known as it is, and says so', async () => {
    const { sli, notes } = await reading({ sli: { state: 'ok', buckets: { a: 1 } } });
    expect(sli).toEqual({ raw: { state: 'ok', buckets: { a: 1 } } });
    expect(notes[0]).toContain('unknown format');
  });

  test('bounds a form that is not known', async () => {
    const reply = await reading({ sli: { text: 'x'.repeat(100_000) } });
    expect(JSON.stringify(reply).length).toBeLessThan(6_000);
  });

  test.each([
    [{ window: '7d' }, 'window'],
    [{ type: 'slo', history: '1d' }, 'history'],
    [{ type: 'both', history: '1d' }, 'history'],
    [{ type: 'both', resolution: '5m' }, 'resolution'],
    [{ type: 'both', window: 'month' }, 'window'],
    [{ history: 'yesterday' }, 'history'],
    [{ type: 'slo', window: '3h' }, 'window'],
    [{ type: 'cpu' }, 'type'],
  ])('refuses %j before asking', async (args, field) => {
    const { refusal, sandbox } = await toolBench();
    const error = await refusal(getSlxMetrics, { workspace_name, slx_name, ...args });
    expect(error).toMatchObject({ code: 'invalid_arguments', message: expect.stringContaining(field) });
    // The list of workspaces is read ahead for every call.
    expect(sandbox.requests.filter(({ path }) => path !== '/api/v3/workspaces')).toEqual([]);
  });

  test('says that there is no such SLX', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getSlxMetrics, { workspace_name, slx_name: 'no-such' });
    expect(error.code).toBe('not_found');
  });
});

describe('the points of an untyped reply', () => {
  const [early, late] = ['2026-05-01T00:00:00.000Z', '2026-05-01T01:00:00.000Z'];
  const points = [
    { at: early, value: 0.5 },
    { at: late, value: 1 },
  ];
  const seconds = Date.parse(early) / 1000;

  test.each<[string, unknown]>([
    [
      'objects',
      {
        history: [
          { at: late, value: 1 },
          { at: early, value: 0.5 },
        ],
      },
    ],
    [
      'pairs of seconds and text, as Prometheus has them',
      {
        values: [
          [seconds, '0.5'],
          [seconds + 3600, '1'],
        ],
      },
    ],
    [
      'pairs of milliseconds',
      [
        [seconds * 1000, 0.5],
        [(seconds + 3600) * 1000, 1],
      ],
    ],
    [
      'two pairs of text alone',
      [
        [early, 0.5],
        [late, 1],
      ],
    ],
    [
      'deep ones, some twice',
      {
        a: { b: [{ time: early, v: 0.5 }] },
        recent: [
          { Timestamp: late, Value: 1 },
          { at: late, value: 1 },
        ],
      },
    ],
    [
      'among what is none',
      [null, { at: early }, { value: 3 }, { at: early, value: null }, points, 'x', { at: 'now', value: 1 }],
    ],
  ])('are read from %s', (_, untyped) => {
    expect(readPoints(untyped)).toEqual(points);
  });

  test.each<[unknown]>([
    [null],
    [[]],
    [{}],
    [[1, 2]],
    [{ at: '', value: '' }],
    ['text'],
    [{ at: early, value: 'NaN' }],
  ])('are none in %j', (untyped) => {
    expect(readPoints(untyped)).toEqual([]);
  });

  test('are thinned to the lowest of each stretch, and the last', () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({
      at: new Date(index * 1000).toISOString(),
      value: index === 501 ? 0 : 1,
    }));
    const shown = thinOut(many, 60);
    expect(shown.length).toBeLessThanOrEqual(60);
    expect(shown.some(({ value }) => value === 0)).toBe(true);
    expect(shown.at(-1)).toBe(many.at(-1));
    expect(thinOut(points, 60)).toEqual(points);
  });

  test('that were never under the bound say so, without a since', () => {
    const { under } = summaryOf(points, 0.1) as unknown as { under: Record<string, unknown> };
    expect(under).toEqual({ bound: 0.1, share_of_time: 0, now: false });
  });
});
