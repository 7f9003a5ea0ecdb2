import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/http/faults.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { deleteSlx } from '../../../src/tools/slxs/delete-slx.ts';
import { toolBench } from '../tool-caller.ts';
import { COMMIT, SLI, stored, workspace_name, writesOf } from './commits.ts';

const RUNBOOKS = '/api/v4/workspaces/checkout-prod/runbooks/sync-typed';
const SLIS = '/api/v4/workspaces/checkout-prod/slis/sync-typed';
const BOTH = { ...COMMIT, sli_script: SLI };

async function failing(fault: Fault) {
  const bench = await toolBench();
  const mend = bench.sandbox.faults.add(fault);
  return { bench, mend, error: await bench.refusal(commitSlx, BOTH) };
}

describe('a commit of which a later part is refused', () => {
  test('says what exists, what does not, why, and how to complete it', async () => {
    const body = {
      detail: [{ loc: ['body', 'payload', 'runnerUuid'], msg: 'Runner is not authorized', type: 'x' }],
    };
    const { bench, error } = await failing({ path: RUNBOOKS, status: 422, body });
    expect(error).toMatchObject({
      code: 'incomplete',
      status: 422,
      retryable: false,
      detail: { saved: ['slx'], missing: ['runbook', 'sli'] },
    });
    expect(error.message).toContain('Runner is not authorized');
    expect(JSON.stringify(error.detail!.fields)).toContain('runnerUuid');
    expect(error.hint).toContain('commit_slx again');
    expect(error.hint).toContain(`delete_slx(workspace_name="${workspace_name}", slx_name="ledger-lag")`);
    expect(stored(bench)).toMatchObject({ runbook: null, sli: null });
  });

  test('counts the runbook as saved where only the SLI is refused', async () => {
    const { bench, error } = await failing({ path: SLIS, status: 403 });
    expect(error).toMatchObject({ status: 403, detail: { saved: ['slx', 'runbook'], missing: ['sli'] } });
    expect(stored(bench)!.runbook).not.toBeNull();
  });

  test('is completed by the same call', async () => {
    const { bench, mend } = await failing({ path: SLIS, status: 500 });
    const { id } = stored(bench)!;
    mend();
    expect(await bench.call(commitSlx, BOTH)).toMatchObject({ status: 'committed', slx_id: id });
    expect(stored(bench)!.sli).not.toBeNull();
  });

  test('is undone by the other call that it names', async () => {
    const { bench } = await failing({ path: RUNBOOKS, status: 422, body: { detail: 'no' } });
    await bench.call(deleteSlx, { workspace_name, slx_name: 'ledger-lag' });
    expect(stored(bench)).toBeUndefined();
  });

  test('says so as well where it was cancelled', async () => {
    const bench = await toolBench();
    const cancel = new AbortController();
    bench.sandbox.faults.add({ path: RUNBOOKS, status: 503, times: 1 });
    bench.sandbox.faults.add({ path: RUNBOOKS, silenceMs: 20_000 });
    const committing = bench.refusal(commitSlx, BOTH, { signal: cancel.signal });
    await expect.poll(() => bench.sandbox.requests.some(({ path }) => path === RUNBOOKS)).toBe(true);
    cancel.abort();
    expect(await committing).toMatchObject({
      code: 'incomplete',
      detail: { saved: ['slx'], missing: ['runbook', 'sli'] },
    });
  });

  test('passes over a connection that was lost once', async () => {
    const bench = await toolBench();
    bench.sandbox.faults.add({ path: RUNBOOKS, cut: 'before-reply', times: 1 });
    expect(await bench.call(commitSlx, BOTH)).toMatchObject({ status: 'committed' });
  });
});

test('a commit of which the SLX itself is refused says so, and nothing exists', async () => {
  const bench = await toolBench();
  const path = '/api/v4/workspaces/checkout-prod/slxs/sync-typed';
  bench.sandbox.faults.add({ path, status: 422, body: { detail: 'Workspace is locked' } });
  const error = await bench.refusal(commitSlx, BOTH);
  expect(error).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('locked') });
  expect(writesOf(bench)).toHaveLength(1);
});

test('the id of the SLX is looked up where the platform does not answer with it', async () => {
  const bench = await toolBench();
  const { slx_id } = await bench.call(commitSlx, COMMIT);
  const path = '/api/v4/workspaces/checkout-prod/slxs/sync-typed';
  bench.sandbox.faults.add({ path, status: 200, body: { status: 'updated' } });
  expect((await bench.call(commitSlx, COMMIT)).slx_id).toBe(slx_id);
});
