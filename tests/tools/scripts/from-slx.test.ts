import { describe, expect, test } from 'vitest';
import { runSlx } from '../../../src/tools/runs/run-slx.ts';
import { runScript } from '../../../src/tools/scripts/run-script.ts';
import { runScriptAndWait } from '../../../src/tools/scripts/run-script-and-wait.ts';
import { validateScriptTool } from '../../../src/tools/scripts/validate-script.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { pythonMain } from '../../script-rules/judged.ts';
import { COMMIT } from '../slxs/commits.ts';
import { fastBench } from './fast-bench.ts';

const workspace_name = 'checkout-prod';
const from_slx = 'ledger-lag';

/** Says what it was run with, in an issue each. */
const TELLING = pythonMain(
  'import os',
  'said = " ".join(f"{name}={os.environ.get(name)}" for name in ("LIMIT", "MODE", "THRESHOLD"))',
  'secret = open(os.environ["kubeconfig"]).read()',
  'return [{"issue title": f"{said} secret {len(secret) > 0}", "issue description": f"{said} was told by the script itself.", "issue severity": 4, "issue next steps": "Nothing is to be done."}]',
);

async function withCommittedSlx() {
  const bench = await fastBench();
  await bench.call(commitSlx, {
    ...COMMIT,
    script: TELLING,
    location: 'checkout-prod-eu',
    env_vars: { LIMIT: '30', MODE: 'strict' },
    secret_vars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    runtime_vars: [
      {
        name: 'THRESHOLD',
        description: 'Seconds',
        default: '7',
        validation: { type: 'regex', pattern: '[0-9]+' },
      },
    ],
    sli_script: pythonMain('import os', 'return float(os.environ["LIMIT"])'),
  });
  return bench;
}

const title = (reply: { issues: { title: string }[] }) => reply.issues[0]?.title;

describe('a committed script', () => {
  test('runs with its own variables, defaults, secrets and location', async () => {
    const { call } = await withCommittedSlx();
    const reply = await call(runScriptAndWait, { workspace_name, from_slx });
    expect(title(reply)).toBe('LIMIT=30 MODE=strict THRESHOLD=7 secret True');
    expect(reply.location).toBe('checkout-prod-eu');
    expect(reply.location_reason).toBe('It is where ledger-lag runs.');
    expect(reply.notes).toEqual([
      'From ledger-lag as committed: the script; variables LIMIT, MODE, THRESHOLD; secrets kubeconfig; location checkout-prod-eu.',
    ]);
  });

  test('says what is given in its place, and what that is otherwise', async () => {
    const { call } = await withCommittedSlx();
    const script =
      'import os\n\ndef main():\n    os.environ.get("LIMIT"), os.environ.get("DEPTH", "3")\n    return []\n';
    const reply = await call(runScriptAndWait, {
      ...{ workspace_name, from_slx, script, location: 'checkout-prod-eu' },
      ...{
        env_vars: { LIMIT: '60', DEPTH: '5', LIMITS: '1', COLOUR: 'red' },
        runtime_var_overrides: { THRESHOLD: '' },
      },
      secret_vars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    });
    expect(reply.location_reason).toBe('It was given in the call.');
    expect(reply.notes).toEqual([
      'From ledger-lag as committed: variables MODE.',
      'Given here: the script, LIMIT=60 (committed: 30), DEPTH=5 (default in the script: 3), LIMITS=1 (the script is not seen to read it; it reads LIMIT), COLOUR=red (the script is not seen to read it), THRESHOLD="" (committed: 7), secret kubeconfig, location checkout-prod-eu.',
    ]);
  });

  test.each([
    ['is not advised to report more when it is healthy', {}, 0],
    ['is, where the script was changed', { script: 'def main():\n    return []\n' }, 1],
  ])('%s', async (_, changed, notes) => {
    const { call } = await fastBench();
    const script = 'def main():\n    return []\n\n\n';
    await call(commitSlx, { ...COMMIT, script, env_vars: undefined });
    const reply = await call(runScriptAndWait, { workspace_name, from_slx: COMMIT.slx_name, ...changed });
    expect(reply.outcome).toBe('healthy');
    expect(reply.issue_quality_notes).toHaveLength(notes);
  });

  test.each([
    ['env_vars', { env_vars: { LIMIT: '60' } }, 'LIMIT=60 MODE=strict THRESHOLD=7 secret True'],
    [
      'runtime_var_overrides',
      { runtime_var_overrides: { THRESHOLD: '9', MODE: 'lax' } },
      'LIMIT=30 MODE=lax THRESHOLD=9 secret True',
    ],
  ])('runs with other values in %s', async (_, changed, expected) => {
    const { call } = await withCommittedSlx();
    expect(title(await call(runScriptAndWait, { workspace_name, from_slx, ...changed }))).toBe(expected);
  });

  test('gives variables and secrets to a changed script, in the language of that', async () => {
    const { call } = await withCommittedSlx();
    const script =
      'main() {\n  echo "$LIMIT $MODE $THRESHOLD $(test -s "$kubeconfig" && echo secret)"\n  echo "[]" >&3\n}\n';
    const reply = await call(runScriptAndWait, {
      workspace_name,
      from_slx: `${workspace_name}--${from_slx}`,
      script,
    });
    expect(reply).toMatchObject({ outcome: 'healthy', stdout: '30 strict 7 secret\n' });
  });

  test('runs as the SLI where that is asked for', async () => {
    const { call } = await withCommittedSlx();
    const reply = await call(runScriptAndWait, {
      workspace_name,
      from_slx,
      run_type: 'sli',
      env_vars: { LIMIT: '0.5' },
    });
    expect(reply).toMatchObject({ outcome: 'metric', metric: expect.anything() });
    expect(Number(reply.metric)).toBe(0.5);
  });

  test('is started without a wait, and validated, alike', async () => {
    const { call } = await withCommittedSlx();
    expect(await call(runScript, { workspace_name, from_slx })).toMatchObject({
      location: 'checkout-prod-eu',
    });
    const judged = await call(validateScriptTool, { workspace_name, from_slx });
    expect(judged).toMatchObject({ valid: true, notes: [expect.stringContaining('From ledger-lag')] });
    const changed = await call(validateScriptTool, {
      workspace_name,
      from_slx,
      script: 'def main():\n    return 1\n',
    });
    expect(changed.valid).toBe(false);
  });
});

describe('what has no script to change', () => {
  test.each([runScriptAndWait, runScript, validateScriptTool])(
    '$name says that there is no such SLX',
    async (tool) => {
      const { refusal } = await fastBench();
      const error = await refusal(tool, { workspace_name, from_slx: 'no-such' });
      expect(error).toMatchObject({ code: 'not_found' });
    },
  );

  test('is refused for a part that the SLX does not have', async () => {
    const { call, refusal } = await fastBench();
    await call(commitSlx, COMMIT);
    const error = await refusal(runScriptAndWait, { workspace_name, from_slx, run_type: 'sli' });
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('no SLI') });
  });

  test('is refused for an SLX that is an SLI alone, with how to try that', async () => {
    const { call, refusal } = await fastBench();
    await call(commitSlx, { ...COMMIT, task_type: 'sli', script: pythonMain('return 1.0') });
    const error = await refusal(runScriptAndWait, { workspace_name, from_slx });
    expect(error).toMatchObject({
      message: expect.stringContaining('no task'),
      hint: expect.stringContaining('sli'),
    });
  });

  test('is refused for another bundle, which is named', async () => {
    const { sandbox, refusal } = await fastBench();
    const runbook = {
      id: 1,
      slxId: 1,
      codeBundlePath: 'codebundles/k8s-x/runbook.robot',
      configProvided: [{ name: 'A', value: 'b' }],
    };
    sandbox.faults.add({ path: /checkout-api-pods\/runbook$/, status: 200, body: runbook });
    const error = await refusal(runScriptAndWait, { workspace_name, from_slx: 'checkout-api-pods' });
    expect(error.message).toContain('codebundles/k8s-x/runbook.robot');
    expect(error.hint).toContain('run_slx');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('an undeclared override names the call that tries it', async () => {
    const { refusal } = await fastBench();
    const error = await refusal(runSlx, {
      workspace_name,
      slx_name: 'checkout-api-pods',
      runtime_var_overrides: { APP: 'x' },
    });
    expect(error.hint).toContain('run_script_and_wait(from_slx="checkout-api-pods", env_vars={"APP": ...})');
  });
});
