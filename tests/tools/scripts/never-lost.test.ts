import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/http/faults.ts';
import { getRunOutput } from '../../../src/tools/scripts/get-run-output.ts';
import { runScriptAndWait } from '../../../src/tools/scripts/run-script-and-wait.ts';
import { bashMain, pythonMain } from '../../script-rules/judged.ts';
import { fastBench } from './fast-bench.ts';

const workspace_name = 'checkout-prod';
const script = pythonMain('return [{"issue title": "Disk is full", "issue severity": 1}]');
const SLOW = bashMain('sleep 20', "printf '[]' >&3");

const REPORT = /^\/artifacts\/[^/]+\/report\.jsonl$/;
const OUTPUT = /\/author\/run\/[^/]+\/output$/;
const STATUS = /\/author\/run\/[^/]+\/status$/;

/** A run during which the platform fails so, and the call that picks it up when it works again. */
async function failing(fault: Fault) {
  const bench = await fastBench();
  const remove = bench.sandbox.faults.add(fault);
  return {
    ...bench,
    start: (tool = bench.call) => tool(runScriptAndWait, { workspace_name, script }),
    async pickUp(run_id: unknown) {
      remove();
      return bench.call(getRunOutput, { workspace_name, run_id, interpreter: 'python' });
    },
  };
}

describe('a run', () => {
  test('that takes longer than the wait is answered with its id and the call that picks it up', async () => {
    const { call } = await fastBench({ environment: { MCP_MAX_POLL_DURATION_S: '1' } });
    const result = await call(runScriptAndWait, { workspace_name, script: SLOW });
    expect(result).toMatchObject({ outcome: 'running', finalStatus: 'RUNNING', runId: expect.any(String) });
    expect(result.next).toContain(
      `get_run_output(workspace_name="${workspace_name}", run_id="${result.runId}")`,
    );
  });

  test('is waited for as long as the host hears progress, and answered with its id before hosts give up otherwise', async () => {
    const { call } = await fastBench({ environment: { MCP_WAIT_WITHOUT_PROGRESS_S: '1' } });
    const args = { workspace_name, script: bashMain('sleep 3', "printf '[]' >&3") };
    const early = await call(runScriptAndWait, args);
    expect(early).toMatchObject({ outcome: 'running', runId: expect.any(String) });
    expect(early.next).toContain('get_run_output');
    const whole = await call(runScriptAndWait, args, { onProgress: () => {} });
    expect(whole).toMatchObject({ outcome: 'healthy' });
  });

  test('whose platform falls silent is answered in time all the same, with its id', async () => {
    const { sandbox, call } = await fastBench({ environment: { MCP_WAIT_WITHOUT_PROGRESS_S: '1' } });
    sandbox.faults.add({ path: STATUS, silenceMs: 25_000 });
    const result = await call(runScriptAndWait, { workspace_name, script });
    expect(result).toMatchObject({ outcome: 'running', runId: expect.any(String) });
    expect(result.trouble).toContain('Time ran out');
  });

  test('whose results do not come in time is answered with its id', async () => {
    const { sandbox, refusal } = await fastBench({ environment: { MCP_WAIT_WITHOUT_PROGRESS_S: '5' } });
    sandbox.faults.add({ path: OUTPUT, silenceMs: 25_000 });
    const error = await refusal(runScriptAndWait, { workspace_name, script });
    expect(error).toMatchObject({ code: 'incomplete', detail: { runId: expect.any(String) } });
  });

  test('whose wait is cancelled goes on, and its id is in the error', async () => {
    const { call, refusal } = await fastBench();
    const cancel = new AbortController();
    const error = await refusal(
      runScriptAndWait,
      { workspace_name, script: bashMain('sleep 1', `printf '[{"issue title":"Disk is full"}]' >&3`) },
      { signal: cancel.signal, onProgress: () => cancel.abort() },
    );
    expect(error).toMatchObject({
      code: 'cancelled',
      detail: { runId: expect.any(String), workspace_name },
      hint: expect.stringContaining('get_run_output'),
    });
    const look = async () =>
      (await call(getRunOutput, { workspace_name, run_id: error.detail!.runId })).outcome;
    await expect.poll(look, { timeout: 20_000, interval: 200 }).toBe('issues');
  });

  test('tells how far it is while it is waited for', async () => {
    const { call } = await fastBench();
    const messages: string[] = [];
    const onProgress = (message: string) => void messages.push(message);
    const { runId } = await call(runScriptAndWait, { workspace_name, script }, { onProgress });
    expect(messages[0]).toContain(runId);
  });

  test('survives looks that fail for a passing reason', async () => {
    const { start } = await failing({ path: STATUS, status: 500, times: 2 });
    expect(await start()).toMatchObject({ outcome: 'issues' });
  });

  test('that cannot be looked at any more is answered with its id', async () => {
    const { start, refusal, pickUp } = await failing({ path: STATUS, status: 403, after: 1 });
    const error = await start(refusal);
    expect(error).toMatchObject({ code: 'incomplete', status: 403, detail: { runId: expect.any(String) } });
    expect(error.hint).toContain('get_run_output');
    const look = async () => (await pickUp(error.detail!.runId)).outcome;
    await expect.poll(look, { timeout: 20_000, interval: 200 }).toBe('issues');
  });

  test('whose results cannot be had is answered with its id', async () => {
    const { start, refusal, pickUp } = await failing({ path: OUTPUT, status: 500 });
    const error = await start(refusal);
    expect(error).toMatchObject({
      code: 'incomplete',
      retryable: true,
      detail: { runId: expect.any(String), workspace_name },
      hint: expect.stringContaining('get_run_output'),
    });
    expect(await pickUp(error.detail!.runId)).toMatchObject({ outcome: 'issues' });
  });

  test('of which one artifact cannot be fetched keeps the others, with a note', async () => {
    const { start, pickUp } = await failing({ path: REPORT, status: 403, body: '<Error/>' });
    const result = await start();
    expect(result).toMatchObject({ outcome: 'issues', issues: [{ title: 'Disk is full' }] });
    expect(result.notes.join('\n')).toContain('The artifact report could not be fetched');
    expect(JSON.stringify(result)).not.toContain('X-Signature');
    expect((await pickUp(result.runId)).outcome).toBe('issues');
  });

  test('of which no artifact can be fetched is unknown, not healthy', async () => {
    const { start } = await failing({ path: /^\/artifacts\//, status: 500 });
    const result = await start();
    expect(result).toMatchObject({ outcome: 'unknown', issues: [] });
    expect(result.notes).toHaveLength(3);
  });

  test('whose report has broken lines counts them', async () => {
    const body = '{"obj":"Command stdout: hi\\n","fmt":"pre"}\n{"obj":"Command std\n{}\n';
    const { start } = await failing({ path: REPORT, status: 200, body });
    const result = await start();
    expect(result.stdout).toBe('hi\n');
    expect(result.notes).toEqual(['1 line of report.jsonl could not be read.']);
  });

  test('whose artifacts come late is read again', async () => {
    const { start } = await failing({ path: /^\/artifacts\//, status: 200, body: '', times: 3 });
    expect(await start()).toMatchObject({ outcome: 'issues', issues: [{ title: 'Disk is full' }] });
  });

  test('whose start is not answered is not sent again', async () => {
    const { sandbox, start, refusal } = await failing({ path: /\/author\/run$/, cut: 'mid-body' });
    const error = await start(refusal);
    expect(error.code).toBe('unavailable');
    expect(error.hint).toContain('look for its effect');
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
