import { describe, expect, test } from 'vitest';
import { getRunOutput } from '../../../src/tools/scripts/get-run-output.ts';
import { getRunStatus } from '../../../src/tools/scripts/get-run-status.ts';
import { runScript } from '../../../src/tools/scripts/run-script.ts';
import { bashMain, pythonMain } from '../../script-rules/judged.ts';
import type { ToolBench } from '../tool-caller.ts';
import { bodyOf, fastBench, writesOf } from './fast-bench.ts';

const workspace_name = 'checkout-prod';
const HEALTHY = pythonMain('return []');
const RUN = /\/author\/run$/;

async function finished({ call }: ToolBench, run_id: string) {
  const status = async () => (await call(getRunStatus, { workspace_name, run_id })).status;
  await expect.poll(status, { timeout: 20_000, interval: 100 }).not.toBe('RUNNING');
  return status();
}

describe('run_script', () => {
  test('answers at once with the run and the call that looks at it', async () => {
    const bench = await fastBench();
    const started = await bench.call(runScript, { workspace_name, script: HEALTHY });
    expect(started).toMatchObject({ status: 'RUNNING', location: 'checkout-prod-eu' });
    expect(started.next).toContain(started.runId);
    expect(started.location_reason).toContain('Committed SLXs use it most');
  });

  test('sends the published field names and nothing else', async () => {
    const bench = await fastBench();
    await bench.call(runScript, {
      workspace_name,
      script: `${HEALTHY}\n\nif __name__ == "__main__":\n    main()\n`,
      env_vars: { REGION: 'eu', LIMIT: '10' },
      secret_vars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
      location: 'checkout-prod-us',
    });
    expect(bodyOf(bench, 'POST', RUN)).toEqual({
      command: expect.not.stringContaining('__main__'),
      location: 'checkout-prod-us',
      runType: 'task',
      interpreter: 'python',
      envVars: { REGION: 'eu', LIMIT: '10' },
      secretVars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    });
  });

  test('lets overrides of runtime variables win over variables', async () => {
    const bench = await fastBench();
    await bench.call(runScript, {
      workspace_name,
      script: HEALTHY,
      env_vars: { REGION: 'eu', LIMIT: '10' },
      runtime_var_overrides: { LIMIT: '20' },
    });
    expect(bodyOf(bench, 'POST', RUN).envVars).toEqual({ REGION: 'eu', LIMIT: '20' });
  });

  test('expands the short name of a secret as committed SLXs have it, and says so', async () => {
    const bench = await fastBench();
    const started = await bench.call(runScript, {
      workspace_name,
      script: HEALTHY,
      secret_vars: { kubeconfig: 'kubeconfig' },
    });
    const key = 'k8s:file@secret/kubeconfig:kubeconfig';
    expect(bodyOf(bench, 'POST', RUN).secretVars).toEqual({ kubeconfig: key });
    expect(started.secret_resolution_notes).toEqual([expect.stringContaining(key)]);
  });

  test('looks no secret up where all keys are full', async () => {
    const bench = await fastBench();
    const started = await bench.call(runScript, {
      workspace_name,
      script: HEALTHY,
      location: 'checkout-prod-eu',
      secret_vars: { azure_credentials: 'azure:sp@cli' },
    });
    expect(started).not.toHaveProperty('secret_resolution_notes');
    expect(bench.sandbox.requests.map(({ path }) => path)).not.toContainEqual(
      expect.stringMatching(/secrets-keys|slxs/),
    );
  });

  test('uses the list of secrets where the SLXs cannot be read, with a note', async () => {
    const bench = await fastBench();
    bench.sandbox.faults.add({ path: /\/slxs$/, status: 403 });
    const started = await bench.call(runScript, {
      workspace_name,
      script: HEALTHY,
      location: 'checkout-prod-eu',
      secret_vars: { kubeconfig: 'kubeconfig' },
    });
    expect(started.secret_resolution_notes).toEqual([
      expect.stringContaining('Secrets of committed SLXs could not be read'),
      expect.stringContaining('by convention'),
    ]);
  });

  test('warns of a script between the two limits', async () => {
    const bench = await fastBench({ environment: { RUNWHEN_SCRIPT_SOFT_MAX_BYTES: '20' } });
    const started = await bench.call(runScript, { workspace_name, script: HEALTHY });
    expect(started).toMatchObject({
      size_warning: expect.stringContaining('base64'),
      script_bytes: HEALTHY.length,
    });
  });

  test('finds the workspace by its display name', async () => {
    const bench = await fastBench();
    const name = 'payments platform (STAGING)';
    const error = await bench.refusal(runScript, { workspace_name: name, script: HEALTHY });
    expect(error).toMatchObject({
      code: 'forbidden',
      detail: { workspace: 'pay-core-7', role: 'readwrite' },
    });
    expect(writesOf(bench)).toEqual([]);
  });

  test.each([
    ['${NAME}', 'template engine'],
    ['${{ 1 + 1 }}', 'execute'],
    ['%{http_code}', 'JSON'],
  ])('refuses %s in a variable, which the runner’s template engine would act on', async (value, why) => {
    const bench = await fastBench();
    const args = { workspace_name, script: HEALTHY, env_vars: { FORMAT: value } };
    const error = await bench.refusal(runScript, args);
    expect(error).toMatchObject({ code: 'refused', detail: { field: 'env_vars', name: 'FORMAT' } });
    expect(error.message).toContain(why);
    expect(bench.sandbox.requests.map(({ path }) => path)).toEqual(['/api/v3/workspaces']);
  });

  test('refuses an interpreter that the runner would run as Bash', async () => {
    const bench = await fastBench();
    const error = await bench.refusal(runScript, { workspace_name, script: HEALTHY, interpreter: 'python3' });
    expect(error.code).toBe('invalid_arguments');
    expect(error.hint).toContain('bash');
    expect(error.hint).toContain('python');
  });

  test('passes on that a location is not the workspace’s', async () => {
    const bench = await fastBench();
    const error = await bench.refusal(runScript, { workspace_name, script: HEALTHY, location: 'moon' });
    expect(error).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(error.message).toContain("'moon'");
  });

  test('is for admins, and says so', async () => {
    const bench = await fastBench({ as: 'readonly' });
    const error = await bench.refusal(runScript, { workspace_name, script: HEALTHY });
    expect(error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('needs the role admin'),
    });
  });
});

describe('get_run_status and get_run_output', () => {
  test('read a run that was started earlier', async () => {
    const bench = await fastBench();
    const script = bashMain('echo out; echo err >&2', `printf '[{"issue title":"Disk is full"}]' >&3`);
    const { runId: run_id } = await bench.call(runScript, { workspace_name, script });
    expect(await finished(bench, run_id)).toBe('SUCCEEDED');
    const output = await bench.call(getRunOutput, { workspace_name, run_id, interpreter: 'bash' });
    expect(output).toMatchObject({
      runId: run_id,
      outcome: 'issues',
      status: 'SUCCEEDED',
      stdout: 'out\n',
      stderr: 'err\n',
      report: '',
      issues: [{ title: 'Disk is full', severity: '4', details: '', nextSteps: '' }],
    });
    expect(output.status_interpretation.meaning).toContain('SUCCEEDED');
  });

  test('tell a healthy run by its log, without the script', async () => {
    const bench = await fastBench();
    const { runId: run_id } = await bench.call(runScript, { workspace_name, script: HEALTHY });
    await finished(bench, run_id);
    expect(await bench.call(getRunOutput, { workspace_name, run_id })).toMatchObject({ outcome: 'healthy' });
  });

  test('say that a run is still going, and how to look again', async () => {
    const bench = await fastBench();
    const script = bashMain('sleep 20', "printf '[]' >&3");
    const { runId: run_id } = await bench.call(runScript, { workspace_name, script });
    const output = await bench.call(getRunOutput, { workspace_name, run_id });
    expect(output).toMatchObject({ outcome: 'running', status: 'RUNNING' });
    expect(output.next).toContain(`run_id="${run_id}"`);
  });

  test('say that there is no such run', async () => {
    const bench = await fastBench();
    for (const tool of [getRunStatus, getRunOutput]) {
      const error = await bench.refusal(tool, { workspace_name, run_id: 'no-such-run' });
      expect(error).toMatchObject({ code: 'not_found', status: 404 });
      expect(error.message).toBe('There is no test run "no-such-run" in checkout-prod.');
      expect(error.hint).toContain('run_script');
    }
  });

  test('take a run id with a path in it for a name, not for a path', async () => {
    const bench = await fastBench();
    const error = await bench.refusal(getRunStatus, { workspace_name, run_id: '../../users/whoami' });
    expect(error.code).not.toBe('internal');
    expect(bench.sandbox.requests.map(({ path }) => path)).not.toContain('/api/v3/users/whoami');
  });
});
