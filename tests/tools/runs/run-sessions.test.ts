import { describe, expect, test } from 'vitest';
import { getRunSessions } from '../../../src/tools/runs/get-run-sessions.ts';
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
      session_id: expect.any(Number),
      source: 'direct',
      state: 'completed',
      runs: [
        expect.objectContaining({ slx_name: 'checkout-api-replicas', passed_titles: [expect.any(String)] }),
        expect.objectContaining({ slx_name: 'rds-payments-connections' }),
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
    expect(await call(getRunSessions, { workspace_name, session_id: second.session_id })).toEqual(second);
  });

  test('says that there is no such session', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getRunSessions, { workspace_name, session_id: 999_999 });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
  });
});
