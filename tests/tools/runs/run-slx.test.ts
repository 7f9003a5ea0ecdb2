import { describe, expect, test } from 'vitest';
import { getRunSessions } from '../../../src/tools/runs/get-run-sessions.ts';
import { runSlx } from '../../../src/tools/runs/run-slx.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { getSlxRunbook } from '../../../src/tools/slxs/get-slx-runbook.ts';
import { bodyOf, fastBench, writesOf } from '../scripts/fast-bench.ts';
import { COMMIT } from '../slxs/commits.ts';
import type { ToolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const slx_name = 'checkout-api-pods';
const SESSIONS = /\/runsessions$/;
const ONE_SESSION = /\/runsessions\/\d+$/;
const RUNBOOK = '/api/v3/workspaces/checkout-prod/slxs/checkout-api-pods/runbook';
const TITLE = 'Check Pod Restarts of Deployment checkout-api';

/** A log as the platform's runner writes it, of a script that ended with code 3. */
const LOG_OF_3 =
  '<script>\nwindow.output["strings"] = window.output["strings"].concat(["*","*shell returncode: 3"]);\n</script>\n';

const requestOf = (bench: ToolBench) =>
  (bodyOf(bench, 'POST', SESSIONS).runRequests as Record<string, unknown>[])[0];

describe('run_slx', () => {
  test('runs all tasks with one request and answers with what came of them', async () => {
    const bench = await fastBench();
    const run = await bench.call(runSlx, { workspace_name, slx_name, task_titles: '*' });
    expect(requestOf(bench)).toEqual({
      slxName: 'checkout-prod--checkout-api-pods',
      taskTitles: ['*'],
      memo: { source: 'mcp-tool', tool: 'run_slx' },
    });
    expect(writesOf(bench)).toEqual(['POST /api/v3/workspaces/checkout-prod/runsessions']);
    expect(run).toMatchObject({
      status: 'completed',
      outcome: 'issues',
      session_id: expect.any(Number),
      run_request_id: expect.any(Number),
      slx_name,
      passed_titles: [TITLE],
      failed_titles: [],
      skipped_titles: [],
      issues: [
        {
          issueId: expect.any(Number),
          severity: 1,
          title: 'checkout-api pods are crash-looping in namespace checkout: 4 of 6',
        },
      ],
      stdout: expect.stringContaining('checkout-api-6c9f7d5b8-2kq9x'),
      elapsed_seconds: expect.any(Number),
    });
  });

  test('runs all tasks where none is named', async () => {
    const bench = await fastBench();
    await bench.call(runSlx, { workspace_name, slx_name: `${workspace_name}--${slx_name}` });
    expect(requestOf(bench)).toMatchObject({
      slxName: 'checkout-prod--checkout-api-pods',
      taskTitles: ['*'],
    });
  });

  test('takes the title as the code has it without looking anything up', async () => {
    const bench = await fastBench();
    const run = await bench.call(runSlx, { workspace_name, slx_name, task_titles: '${TASK_TITLE}' });
    expect(run).toMatchObject({ status: 'completed', passed_titles: [TITLE] });
    expect(bench.sandbox.requests.map(({ path }) => path)).not.toContain(RUNBOOK);
  });

  test('starts a task by its title in the code where the one that people see is given', async () => {
    const bench = await fastBench();
    const run = await bench.call(runSlx, { workspace_name, slx_name, task_titles: TITLE });
    expect(requestOf(bench)).toMatchObject({ taskTitles: ['${TASK_TITLE}'] });
    expect(run.notes).toEqual([expect.stringContaining('${TASK_TITLE}')]);
  });

  test('refuses a title that no task has, for it would run nothing and read as success', async () => {
    const bench = await fastBench();
    const error = await bench.refusal(runSlx, { workspace_name, slx_name, task_titles: 'Check the moon' });
    expect(error).toMatchObject({ code: 'refused', detail: { task_titles: ['${TASK_TITLE}'] } });
    expect(error.message).toMatch(/task_titles.*\$\{TASK_TITLE\}/);
    expect(writesOf(bench)).toEqual([]);
  });

  test.each(['', '   ', '\t', '||', '  ||  '])(
    'refuses %j as titles before anything runs',
    async (titles) => {
      const bench = await fastBench();
      const error = await bench.refusal(runSlx, { workspace_name, slx_name, task_titles: titles });
      expect(error).toMatchObject({ code: 'refused', hint: expect.stringContaining("task_titles='*'") });
      expect(bench.sandbox.requests.map(({ path }) => path)).toEqual(['/api/v3/workspaces']);
    },
  );

  test('says that an SLX does not exist, and how to list those that do', async () => {
    const { refusal } = await fastBench();
    const error = await refusal(runSlx, { workspace_name, slx_name: 'no-such' });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
    expect(error.message).toContain('no-such');
    const titled = await refusal(runSlx, { workspace_name, slx_name: 'no-such', task_titles: 'x' });
    expect(titled.hint).toContain('get_workspace_slxs');
  });

  test.each([{}, { task_titles: 'Any' }])(
    'says of an SLX with an SLI alone that it is not run, with %j',
    async (more) => {
      const { call, refusal } = await fastBench();
      const script = 'def main():\n    return 1\n';
      const only = { ...COMMIT, slx_name: 'sli-alone', script, task_type: 'sli', env_vars: undefined };
      const { next } = await call(commitSlx, only);
      const error = await refusal(runSlx, { workspace_name, slx_name: 'sli-alone', ...more });
      expect(error).toMatchObject({ code: 'not_found', status: 404 });
      expect(error.message).toContain('has no task to run in checkout-prod: its SLI runs by itself');
      expect(next).toContain(error.hint.replace(' has its values.', ' has the values.'));
      const shown = await refusal(getSlxRunbook, { workspace_name, slx_name: 'sli-alone' });
      expect(shown).toEqual(error);
    },
  );

  test('says of an SLX with neither runbook nor SLI what gives it one', async () => {
    const { refusal, sandbox } = await fastBench();
    const slx = sandbox.world.workspaces.get(workspace_name)!.slxs.get(slx_name)!;
    Object.assign(slx, { runbook: null, sli: null });
    const error = await refusal(getSlxRunbook, { workspace_name, slx_name });
    expect(error.message).toBe(`${slx_name} has neither a runbook nor an SLI in checkout-prod.`);
    expect(error.hint).toContain('commit_slx');
  });

  test('is refused to those who may only read', async () => {
    const { refusal } = await fastBench({ as: 'readonly' });
    expect(await refusal(runSlx, { workspace_name, slx_name })).toMatchObject({
      code: 'forbidden',
      detail: { role: 'readonly' },
    });
  });
});

describe('the end of a run', () => {
  /** The run as the platform tells of it, in either spelling. */
  const told = (spelled: (camel: string, snake: string) => string) => ({
    id: 77,
    [spelled('runRequests', 'run_requests')]: [
      {
        id: 78,
        [spelled('responseTime', 'response_time')]: '2026-05-01T12:00:00Z',
        [spelled('passedTitles', 'passed_titles')]: 'One || Two',
        [spelled('failedTitles', 'failed_titles')]: '',
        issues: [],
      },
    ],
  });

  test.each([
    ['camelCase', told((camel) => camel)],
    ['snake_case', told((_, snake) => snake)],
  ])('is seen in %s', async (_, body) => {
    const { sandbox, call } = await fastBench();
    sandbox.faults.add({ path: SESSIONS, method: 'POST', status: 201, body: { id: 77 } });
    sandbox.faults.add({ path: ONE_SESSION, status: 200, body });
    const run = await call(runSlx, { workspace_name, slx_name });
    expect(run).toMatchObject({ status: 'completed', passed_titles: ['One', 'Two'], failed_titles: [] });
  });

  test.each([
    ['MCP_MAX_POLL_DURATION_S', () => {}],
    ['MCP_WAIT_WITHOUT_PROGRESS_S', undefined],
  ])(
    'is not awaited for longer than %s: the session and the call that looks again come back',
    async (variable, onProgress) => {
      const { sandbox, call } = await fastBench({ environment: { [variable]: '1' } });
      const body = { id: 77, runRequests: [{ id: 78, responseTime: null }] };
      sandbox.faults.add({ path: SESSIONS, method: 'POST', status: 201, body: { id: 77 } });
      sandbox.faults.add({ path: ONE_SESSION, status: 200, body });
      const run = await call(runSlx, { workspace_name, slx_name }, { onProgress });
      expect(run).toMatchObject({ status: 'timeout', session_id: expect.any(Number), slx_name });
      expect(run.next).toContain(
        `get_run_sessions(workspace_name="checkout-prod", session_id=${run.session_id})`,
      );
    },
  );

  test('is not read from another session, and the handle comes back', async () => {
    const { sandbox, refusal } = await fastBench();
    sandbox.faults.add({ path: SESSIONS, method: 'POST', status: 201, body: { id: 9 } });
    sandbox.faults.add({ path: ONE_SESSION, status: 200, body: told((camel) => camel) });
    const error = await refusal(runSlx, { workspace_name, slx_name });
    expect(error).toMatchObject({ code: 'incomplete', detail: { session_id: 9, slx_name } });
    expect(error.message).toContain('in an unknown format');
  });

  test('is not that of another SLX', async () => {
    const { sandbox, refusal } = await fastBench();
    const body = { id: 9, runRequests: [{ id: 1, slxShortName: 'other' }] };
    sandbox.faults.add({ path: SESSIONS, method: 'POST', status: 201, body });
    const error = await refusal(runSlx, { workspace_name, slx_name });
    expect(error).toMatchObject({ code: 'unexpected_reply' });
    expect(error.hint).toContain('may have been carried out');
  });

  test('is left to the platform where the caller cancels, with the session in the error', async () => {
    const { call, refusal } = await fastBench();
    const cancel = new AbortController();
    const error = await refusal(
      runSlx,
      { workspace_name, slx_name },
      { signal: cancel.signal, onProgress: () => cancel.abort() },
    );
    expect(error).toMatchObject({ code: 'cancelled', detail: { session_id: expect.any(Number), slx_name } });
    expect(error.hint).toContain('get_run_sessions');
    const look = async () =>
      (await call(getRunSessions, { workspace_name, session_id: error.detail!.session_id })).state;
    await expect.poll(look, { timeout: 20_000, interval: 200 }).toBe('completed');
  });

  test('that cannot be looked at is no lost run', async () => {
    const { sandbox, refusal } = await fastBench();
    sandbox.faults.add({ path: ONE_SESSION, status: 403 });
    const error = await refusal(runSlx, { workspace_name, slx_name });
    expect(error).toMatchObject({
      code: 'incomplete',
      status: 403,
      detail: { session_id: expect.any(Number) },
    });
  });

  test('is healthy where the runner’s log says that the script came to its end', async () => {
    const { call } = await fastBench();
    const run = await call(runSlx, { workspace_name, slx_name: 'cart-api-pods' });
    expect(run).toMatchObject({ status: 'completed', outcome: 'healthy', issues: [] });
  });

  test('is not healthy where the runner’s log has another exit code, although its title passed', async () => {
    const { sandbox, call } = await fastBench();
    sandbox.faults.add({ path: /\/run-requests\/\d+\/log$/, status: 200, body: LOG_OF_3 });
    const run = await call(runSlx, { workspace_name, slx_name: 'cart-api-pods' });
    // The log shows no script, so that a result before the exit is not ruled out.
    expect(run).toMatchObject({
      outcome: 'unknown',
      passed_titles: ['Check Pod Restarts of Deployment cart-api'],
    });
    expect(run.outcome_reason).toContain('exit code 3');
  });

  test('is bad_output where the script’s result breaks the rules', async () => {
    const { call } = await fastBench();
    const run = await call(runSlx, { workspace_name: 'pay-core-7', slx_name: 'nightly-invoice-export' });
    expect(run).toMatchObject({
      status: 'completed',
      outcome: 'bad_output',
      failed_titles: ['Check the Nightly Invoice Export'],
    });
    expect(run.outcome_reason).toContain('dict');
  });

  /** The SLX as one of a bundle of the registry. */
  async function ofBundle(bundle: Record<string, string>) {
    const { sandbox, call } = await fastBench();
    const { runbook } = sandbox.world.workspaces.get(workspace_name)!.slxs.get(slx_name)!;
    Object.assign(runbook!, {
      codeBundleRepoUrl: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
      codeBundlePath: 'codebundles/curl-http-ok/runbook.robot',
      configProvided: [{ name: 'URL', value: 'https://shop.example' }],
      ...bundle,
    });
    return call(runSlx, { workspace_name, slx_name });
  }

  test('of a bundle that was not executed is unknown, and says why', async () => {
    const run = await ofBundle({});
    expect(run).toMatchObject({
      outcome: 'unknown',
      passed_titles: [],
      skipped_titles: [expect.any(String)],
    });
    expect(run.outcome_reason).toContain('does not have the code of codebundles/curl-http-ok/runbook.robot');
  });

  test.each([
    ['path', { codeBundlePath: 'codebundles/unheard-of/runbook.robot' }, 'to execute does not exist'],
    ['repository', { codeBundleRepoUrl: 'https://github.com/acme/bundles' }, 'could not be cloned'],
  ])('of a %s that nothing is known of is not_started', async (_, bundle, why) => {
    const run = await ofBundle(bundle);
    expect(run).toMatchObject({ outcome: 'not_started', passed_titles: [] });
    expect(run.outcome_reason).toContain(why);
  });

  test('is told although report and log cannot be read, with a note for each', async () => {
    const { sandbox, call } = await fastBench();
    sandbox.faults.add({ path: /\/(report|log)$/, status: 500 });
    const run = await call(runSlx, { workspace_name, slx_name });
    expect(run).toMatchObject({ status: 'completed', outcome: 'issues' });
    expect(run.notes).toEqual([
      expect.stringContaining("The run's report could not be read"),
      expect.stringContaining("The run's log could not be read"),
    ]);
  });
});

describe('overrides of runtime variables', () => {
  const args = { workspace_name, slx_name, runtime_var_overrides: { RESTART_THRESHOLD: '50' } };

  test('reach the script', async () => {
    const bench = await fastBench();
    const run = await bench.call(runSlx, args);
    expect(requestOf(bench)).toMatchObject({ runtimeVarOverrides: { RESTART_THRESHOLD: '50' } });
    expect(run.issues).toEqual([]);
  });

  test('that the runbook does not have are refused before anything runs', async () => {
    const bench = await fastBench();
    const error = await bench.refusal(runSlx, { ...args, runtime_var_overrides: { THRESHOLD: '1', A: '2' } });
    expect(error).toMatchObject({
      code: 'refused',
      detail: { known_runtime_vars: ['RESTART_THRESHOLD'], submitted_override_keys: ['A', 'THRESHOLD'] },
    });
    expect(writesOf(bench)).toEqual([]);
  });

  test('that the platform does not accept are refused with what it knows', async () => {
    const { refusal } = await fastBench();
    const error = await refusal(runSlx, { ...args, runtime_var_overrides: { RESTART_THRESHOLD: 'many' } });
    expect(error).toMatchObject({
      code: 'invalid_request',
      status: 400,
      message: expect.stringContaining('does not match pattern'),
      detail: { known_runtime_vars: ['RESTART_THRESHOLD'], submitted_override_keys: ['RESTART_THRESHOLD'] },
    });
  });

  test('are not blamed for a refusal that has nothing to do with them', async () => {
    const { sandbox, refusal } = await fastBench();
    const body = { detail: "Location 'moon' is not authorized" };
    sandbox.faults.add({ path: SESSIONS, method: 'POST', status: 400, body });
    const error = await refusal(runSlx, args);
    expect(error.message).toContain("Location 'moon'");
    expect(error).not.toHaveProperty('detail');
  });

  const refusedByPlatform = {
    detail: "runtime_var 'RESTART_THRESHOLD' is not declared in runtimeVarsProvided",
  };
  const named = (...names: string[]) => names.map((name) => ({ name }));
  test.each([
    ['nowhere', { tasks: [] }, null],
    ['in the runbook', { runtimeVarsProvided: named('B', 'A') }, ['A', 'B']],
    ['in its spec', { spec: { runtimeVarsProvided: named('A') } }, ['A']],
    ['in its spec, in snake case', { spec: { runtime_vars_provided: named('A') } }, ['A']],
    [
      'in both, some twice',
      { runtimeVarsProvided: named('B'), spec: { runtimeVarsProvided: named('A', 'B') } },
      ['A', 'B'],
    ],
    [
      'in one place, the other being empty',
      { runtimeVarsProvided: [], spec: { runtimeVarsProvided: named('A') } },
      ['A'],
    ],
    ['in no place that is there', { runtimeVarsProvided: [], spec: { runtimeVarsProvided: [] } }, []],
  ])('are known where the platform has them %s', async (_, runbook, known) => {
    const { sandbox, refusal } = await fastBench();
    sandbox.faults.add({ path: RUNBOOK, status: 200, body: { slxId: 1, ...runbook } });
    sandbox.faults.add({ path: SESSIONS, method: 'POST', status: 400, body: refusedByPlatform });
    const error = await refusal(runSlx, args);
    expect(error.detail).toEqual({
      known_runtime_vars: known,
      submitted_override_keys: ['RESTART_THRESHOLD'],
    });
  });
});
