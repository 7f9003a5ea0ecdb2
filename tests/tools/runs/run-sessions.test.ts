import { describe, expect, test } from 'vitest';
import { getRunSessions } from '../../../src/tools/runs/get-run-sessions.ts';
import { runSlx } from '../../../src/tools/runs/run-slx.ts';
import { fastBench } from '../scripts/fast-bench.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

describe('get_run_sessions', () => {
  test('lists the newest first, with what ran and what it reported', async () => {
    const { call, sandbox } = await toolBench();
    const { count, results } = await call(getRunSessions, { workspace_name });
    expect(count).toBe(sandbox.world.workspaces.get(workspace_name)!.runSessions.size);
    const times = results.map(({ created }: { created: string }) => Date.parse(created));
    expect(times).toEqual(times.toSorted((one: number, other: number) => other - one));
    expect(results[0]).toMatchObject({
      id: expect.any(Number),
      source: 'direct',
      state: 'completed',
      runRequests: [
        expect.objectContaining({
          id: expect.any(Number),
          slxName: 'checkout-prod--checkout-api-replicas',
          passedTitles: expect.any(String),
        }),
        expect.objectContaining({ slxName: 'checkout-prod--rds-payments-connections' }),
      ],
    });
  });

  test('lists as many as are asked for', async () => {
    const { call } = await toolBench();
    const all = await call(getRunSessions, { workspace_name });
    const two = await call(getRunSessions, { workspace_name, limit: 2 });
    expect(two.results).toEqual(all.results.slice(0, 2));
    expect(two).toMatchObject({ count: all.count, next_offset: 2 });
  });

  test('goes on where it says that it goes on, to the last one', async () => {
    const { call } = await toolBench();
    const all = await call(getRunSessions, { workspace_name, limit: 1000 });
    expect(all).not.toHaveProperty('next_offset');
    const walked: unknown[] = [];
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const page: typeof all = await call(getRunSessions, { workspace_name, limit: 3, offset });
      expect(page.count).toBe(all.count);
      walked.push(...page.results);
      offset = page.next_offset;
    }
    expect(walked).toEqual(all.results);
  });

  test('answers with one where it is named', async () => {
    const { call } = await toolBench();
    const [, second] = (await call(getRunSessions, { workspace_name })).results;
    expect(await call(getRunSessions, { workspace_name, session_id: second.id })).toEqual(second);
  });

  test('says that there is no such session', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getRunSessions, { workspace_name, session_id: 999_999 });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
  });

  /** The SLXs of the runs in a reply, whatever its rows call them. */
  const slxsOf = (reply: unknown) =>
    [...JSON.stringify(reply).matchAll(/"slx_?[nN]ame":"([^"]+)"/g)].map(([, name]) =>
      name!.split('--').at(-1),
    );

  test('finds the runs of one SLX, by either of its names', async () => {
    const { call, sandbox } = await toolBench();
    for (const slx_name of ['gce-analytics-disk', 'checkout-prod--gce-analytics-disk']) {
      const reply = await call(getRunSessions, { workspace_name, slx_name });
      expect(reply.count).toBe(1);
      expect(slxsOf(reply)).toEqual(['gce-analytics-disk']);
      expect(reply.notes).toEqual([expect.stringContaining('get_issue_details')]);
    }
    expect(sandbox.requests.at(0)!.path).toContain('/workspaces');
  });

  test('finds them where the platform knows the runbook by another name, and says how', async () => {
    const { call, sandbox } = await toolBench();
    const body = { results: [], count: 0, limit: 20, offset: 0 };
    sandbox.faults.add({ path: /\/runsessions$/, times: 1, status: 200, body });
    const reply = await call(getRunSessions, { workspace_name, slx_name: 'gce-analytics-disk' });
    expect(slxsOf(reply)).toEqual(['gce-analytics-disk']);
    expect(reply.notes[0]).toContain('by the name of its runbook, then in the newest');
  });

  test('says what was looked through where an SLX did not run', async () => {
    const { call, sandbox } = await toolBench();
    const { slxs, runSessions } = sandbox.world.workspaces.get(workspace_name)!;
    const ran = JSON.stringify([...runSessions.values()]);
    const idle = [...slxs.keys()].find((name) => !ran.includes(name));
    const reply = await call(getRunSessions, { workspace_name, slx_name: idle });
    expect(reply.count).toBe(0);
    expect(reply.notes[0]).toMatch(/newest \d+ of \d+ sessions/);
  });

  test('does not take an SLX that does not exist for one that never ran', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getRunSessions, { workspace_name, slx_name: 'cart-api-podz' });
    expect(error.message).toContain('Did you mean cart-api-pods?');
  });

  test('shows the runs of the SLX alone, with its outcome, and names what else ran in the session', async () => {
    const { call } = await toolBench();
    const slx_name = 'checkout-api-pods';
    const { results, notes } = await call(getRunSessions, { workspace_name, slx_name });
    expect(results[0]).toMatchObject({
      runRequests: [
        {
          slxName: 'checkout-prod--checkout-api-pods',
          passedTitles: 'Check Pod Restarts of Deployment checkout-api',
          outcome: 'issues',
        },
      ],
      also_ran: ['payments-api-db-pool', 'checkout-namespace-events'],
    });
    expect(results[0].runRequests).toHaveLength(1);
    expect(notes.at(-1)).toMatch(
      /^Of checkout-api-pods, issue \d+ was seen at \S+, after its latest run session \(\d+\): outside of run sessions/,
    );
    const healthy = await call(getRunSessions, { workspace_name, slx_name, outcome: 'healthy' });
    expect(healthy.results).toEqual([]);
    const all = await call(getRunSessions, { workspace_name });
    expect(all.results.every((row: object) => !('also_ran' in row))).toBe(true);
  });

  test('does not say that issues were seen since where they were not', async () => {
    const { call } = await fastBench();
    const slx_name = 'payments-api-db-pool';
    await call(runSlx, { workspace_name, slx_name });
    const { notes } = await call(getRunSessions, { workspace_name, slx_name });
    expect(notes).toEqual([expect.stringContaining('get_issue_details')]);
  });

  test('says what is not in the history', async () => {
    const { call } = await toolBench();
    const { notes } = await call(getRunSessions, { workspace_name });
    expect(notes.at(-1)).toContain('outside of run sessions');
  });

  test('looks for an outcome beyond the first rows, and says how to look further', async () => {
    const { call, sandbox } = await toolBench();
    const { runSessions } = sandbox.world.workspaces.get(workspace_name)!;
    const [oldest] = [...runSessions.values()].toSorted(
      (a, b) => Date.parse(a.created) - Date.parse(b.created),
    );
    for (let index = 0; index < 130; index += 1) {
      const id = 500_000 + index;
      runSessions.set(id, {
        ...oldest!,
        id,
        created: new Date(Date.now() - index).toISOString(),
        runRequests: [],
      });
    }
    const first = await call(getRunSessions, { workspace_name, outcome: 'issues', limit: 1 });
    expect(first).toMatchObject({ results: [], next_offset: 100 });
    expect(first.notes[0]).toMatch(/^0 of 100 sessions looked at .* there are 13\d\. .* offset 100\.$/);
    const second = await call(getRunSessions, { workspace_name, outcome: 'issues', limit: 1, offset: 100 });
    expect(second.results).toHaveLength(1);
    expect(second.next_offset).toBeGreaterThan(130);
  });

  test('narrows to a time', async () => {
    const { call } = await toolBench();
    const day = await call(getRunSessions, { workspace_name, since: '4h', until: '1h' });
    expect(day.count).toBe(3);
  });

  test('narrows to what started them, by the platform’s own search', async () => {
    const { call, sandbox } = await toolBench();
    const reply = await call(getRunSessions, { workspace_name, source: 'SLI_alert' });
    expect(reply).toMatchObject({ count: 1, results: [{ source: 'sli_alert' }] });
    expect(sandbox.requests.some(({ path }) => path.endsWith('/runsessions/search'))).toBe(true);
  });

  test('finds the runs of an SLX from one source behind many sessions of others from it', async () => {
    const { call, sandbox } = await toolBench();
    const { runSessions } = sandbox.world.workspaces.get(workspace_name)!;
    const slx_name = 'checkout-api-pods';
    const wanted = [...runSessions.values()].find(({ runRequests }) =>
      runRequests.some(({ slxShortName }) => slxShortName === slx_name),
    )!;
    for (let id = 500_000; id < 500_030; id += 1) {
      const created = new Date(Date.now() - id).toISOString();
      runSessions.set(id, { ...wanted, id, created, runRequests: [] });
    }
    const reply = await call(getRunSessions, { workspace_name, slx_name, source: wanted.source });
    expect(reply).toMatchObject({ count: 1, results: [{ id: wanted.id }] });
    expect(reply).not.toHaveProperty('next_offset');
  });

  test('refuses a source that there is not, with those that there are', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getRunSessions, { workspace_name, source: 'cron' });
    expect(error).toMatchObject({ code: 'invalid_arguments', hint: expect.stringContaining('webhook') });
    const near = await refusal(getRunSessions, { workspace_name, source: 'sli_alrt' });
    expect(near.message).toBe('No run session has the source "sli_alrt" (did you mean sli_alert?).');
  });

  test('tells the outcome of each run, and narrows to one', async () => {
    const { call } = await toolBench();
    const all = await call(getRunSessions, { workspace_name });
    expect(JSON.stringify(all.results[0])).toContain('"outcome"');
    const issues = await call(getRunSessions, { workspace_name, outcome: 'issues' });
    expect(issues.results.length).toBeGreaterThan(0);
    expect(issues.results.every((row: unknown) => JSON.stringify(row).includes('"outcome":"issues"'))).toBe(
      true,
    );
    expect(issues.notes[0]).toContain('have a run with the outcome issues');
  });

  test('does not call a run that crashed passed', async () => {
    const { call, sandbox } = await fastBench();
    const { runbook } = sandbox.world.workspaces.get(workspace_name)!.slxs.get('cart-api-pods')!;
    const script = { GEN_CMD: btoa('def main():\n    return [1 / 0]\n'), INTERPRETER: 'python' };
    for (const entry of runbook!.configProvided)
      Object.assign(entry, { value: script[entry.name as keyof typeof script] ?? entry.value });
    const run = await call(runSlx, { workspace_name, slx_name: 'cart-api-pods' });
    const reply = await call(getRunSessions, { workspace_name, slx_name: 'cart-api-pods', limit: 1 });
    expect(run.outcome).toBe('crashed');
    expect(JSON.stringify(reply.results[0])).toContain('"outcome":"crashed"');
  });

  test.each([{ since: 'yesterday' }, { until: 'soon' }, { outcome: 'fine' }])('refuses %j', async (args) => {
    const { refusal, sandbox } = await toolBench();
    const error = await refusal(getRunSessions, { workspace_name, ...args });
    expect(error.code).toBe('invalid_arguments');
    // The list of workspaces is read ahead for every call.
    expect(sandbox.requests.filter(({ path }) => path !== '/api/v3/workspaces')).toEqual([]);
  });
});
