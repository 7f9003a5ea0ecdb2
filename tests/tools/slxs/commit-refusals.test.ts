import { describe, expect, test } from 'vitest';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { pythonMain } from '../../script-rules/judged.ts';
import { type BenchOptions, toolBench } from '../tool-caller.ts';
import { COMMIT, SLI, TASK, writesOf } from './commits.ts';

const AZURE = pythonMain('from azure.identity import DefaultAzureCredential', 'return []');
const BROKEN = `${AZURE}\ndef main():\n    return 1\n`;
const VARIABLE = {
  name: 'LIMIT',
  description: 'Seconds',
  default: '30',
  validation: { type: 'regex', pattern: '[0-9]+' },
};

/** The refusal of a commit, which must come before anything is sent. */
async function refused(fields: Record<string, unknown>, options: BenchOptions = {}) {
  const bench = await toolBench(options);
  const error = await bench.refusal(commitSlx, { ...COMMIT, ...fields });
  expect(writesOf(bench)).toEqual([]);
  return {
    ...error,
    asked: bench.sandbox.requests.filter(({ path }) => path !== '/api/v3/workspaces').length,
  };
}

describe('a commit is refused', () => {
  test.each([
    ['a name with upper case', { slx_name: 'Ledger' }, 'kebab-case'],
    ['a name with two hyphens', { slx_name: 'a--b' }, 'hyphens'],
    ['a name of 64 characters', { slx_name: 'a'.repeat(64) }, 'max allowed is 63'],
    ['the full name of an SLX', { slx_name: 'checkout-prod--ledger' }, 'hyphens'],
    [
      'a runtime variable without a default',
      { runtime_vars: [{ ...VARIABLE, default: undefined }] },
      'default',
    ],
    [
      'runtime variables of an SLI',
      { runtime_vars: [VARIABLE], task_type: 'sli', script: SLI },
      "task_type='task'",
    ],
    [
      'a runtime variable that is set already',
      { runtime_vars: [VARIABLE], env_vars: { LIMIT: '1' } },
      'env_vars',
    ],
    [
      'a runtime variable that is a secret',
      { runtime_vars: [VARIABLE], secret_vars: { LIMIT: 'k@v' } },
      'secret_vars',
    ],
    ['a schedule beside an SLI', { cron_schedule: '0 * * * *', sli_script: SLI }, 'cannot be combined'],
    ['a schedule of four fields', { cron_schedule: '0 * * *' }, '4 fields'],
    ['a schedule that never comes', { cron_schedule: '0 0 31 2 *' }, 'it matches no date'],
    ['identical scripts', { sli_script: `${TASK}\r\n` }, 'Identical task and SLI script content'],
    [
      'a script that does not fit',
      { script: pythonMain('return [{"issue titel": "x"}]') },
      'does not fit the runner',
    ],
    [
      'an SLI that does not fit',
      { sli_script: pythonMain('return []\n    x = 1') },
      'sli_script does not fit',
    ],
    ['a title with ${', { task_title: 'Check ${NAMESPACE}' }, '${'],
    ['a title with ${{', { task_title: 'Check ${{ 1 + 1 }}' }, 'execute'],
    ['a title with %{', { task_title: 'Check %{HOME}' }, '%{'],
    ['an alias with ${ that would become the title', { alias: 'Check ${NAMESPACE}' }, '${'],
    ['a variable with ${', { env_vars: { QUERY: 'up{pod="${POD}"}' } }, 'env_vars.QUERY'],
    ['a variable with %{', { env_vars: { FORMAT: '%{http_code}' } }, 'env_vars.FORMAT'],
    ['an Azure script without credentials', { script: AZURE }, 'azure_credentials'],
    ['an unknown argument', { slx_nam: 'x' }, 'did you mean slx_name'],
    ['access that there is not', { access: 'write-only' }, 'access'],
  ])('for %s, and nothing is sent', async (_, fields, said) => {
    const { message, hint } = await refused(fields);
    expect(message).toContain(said);
    expect(hint).toMatch(/\w/);
  });

  test('for its size, alone and together with its SLI', async () => {
    const limit = String(TASK.length + 5);
    const environment = { RUNWHEN_SCRIPT_SOFT_MAX_BYTES: limit, RUNWHEN_SCRIPT_HARD_MAX_BYTES: limit };
    const together = await refused({ sli_script: SLI }, { environment });
    expect(together).toMatchObject({ code: 'refused', message: 'Script too large for transport' });
    expect(together.hint).toContain(`script=${TASK.length}B`);
    const alone = await refused({}, { environment: { RUNWHEN_SCRIPT_HARD_MAX_BYTES: '10' } });
    expect(alone).toMatchObject({
      message: 'Script too large for transport',
      detail: { script_bytes: TASK.length },
    });
  });

  test('with every fault of its runtime variables at once', async () => {
    const { detail } = await refused({
      runtime_vars: [VARIABLE, VARIABLE, { ...VARIABLE, name: 'MODE', validation: { type: 'freetext' } }],
    });
    expect(detail!.errors).toEqual([
      expect.stringContaining('runtime_vars[2].validation.type'),
      'duplicate runtime variable LIMIT',
    ]);
  });

  test('for a location only after all that the caller can mend alone', async () => {
    const error = await refused({ workspace_name: 'no-such', slx_name: 'Ledger' });
    expect(error).toMatchObject({ message: expect.stringContaining('kebab-case'), asked: 0 });
  });
});

test.each([
  ['azure_credentials', { azure_credentials: 'azure:sp@cli' }],
  ['azureCredentials', { azureCredentials: 'azure:sp@cli' }],
])('an Azure script with %s is accepted', async (_, secret_vars) => {
  const { call } = await toolBench();
  const reply = await call(commitSlx, { ...COMMIT, script: AZURE, secret_vars, dry_run: true });
  expect(reply.status).toBe('dry_run');
});

test('a script that only writes about Azure is accepted', async () => {
  const script = pythonMain(
    'found = 1',
    'return [{"issue title": f"{found} az storage account is full", "issue description": f"azure_credentials are stale since {found} day.", "issue next steps": "Rotate azure_credentials."}]',
  );
  const { call } = await toolBench();
  expect((await call(commitSlx, { ...COMMIT, script })).status).toBe('committed');
});

/** Each fault comes before all that follow it: with all of them together the first is told. */
test('refusals come in a fixed order', async () => {
  const faults: [Record<string, unknown>, string][] = [
    [{ slx_name: 'Ledger' }, 'kebab-case'],
    [{ runtime_vars: [{ name: 'X' }] }, 'runtime_vars'],
    [{ cron_schedule: '0 * * * *' }, 'cannot be combined'],
    [{ access: undefined, script_path: '/no/such/file.py' }, 'Exactly one source'],
    [{ script: BROKEN, sli_script: BROKEN }, 'Identical'],
    [{ script: BROKEN, sli_script: SLI }, 'does not fit the runner'],
    [{ script: AZURE, task_title: '${X}' }, 'task_title'],
    [{ script: AZURE, env_vars: { A: '${X}' } }, 'env_vars.A'],
    [{ script: AZURE }, 'azure_credentials'],
    [{ workspace_name: 'no-such' }, 'no-such'],
  ];
  const bench = await toolBench();
  for (const [at, [, said]] of faults.entries()) {
    const together = Object.assign(
      {},
      ...faults
        .slice(at)
        .map(([fields]) => fields)
        .reverse(),
    );
    const error = await bench.refusal(commitSlx, { ...COMMIT, ...together });
    expect(error.message).toContain(said);
  }
});
