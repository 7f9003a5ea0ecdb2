import { describe, expect, test } from 'vitest';
import { runSlx } from '../../../src/tools/runs/run-slx.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { getSlxRunbook } from '../../../src/tools/slxs/get-slx-runbook.ts';
import { type BenchOptions, toolBench } from '../tool-caller.ts';
import {
  BASH_TASK,
  COMMIT,
  configOf,
  decoded,
  payloads,
  SLI,
  stored,
  TASK,
  workspace_name,
  writesOf,
} from './commits.ts';

const GUARD = '\n\nif __name__ == "__main__":\n    main()\n';
const KUBECONFIG = 'k8s:file@secret/kubeconfig:kubeconfig';
const GENERIC = 'https://github.com/runwhen-contrib/rw-generic-codecollection';

async function commit(fields: Record<string, unknown> = {}, options: BenchOptions = {}) {
  const bench = await toolBench(options);
  return { bench, reply: await bench.call(commitSlx, { ...COMMIT, ...fields }) };
}

describe('a commit', () => {
  test('says what it saved, where it runs and how to run it', async () => {
    const { bench, reply } = await commit();
    expect(reply).toMatchObject({
      status: 'committed',
      slx_name: 'ledger-lag',
      workspace: workspace_name,
      committed_types: 'task',
      location: 'checkout-prod-eu',
      location_reason: expect.any(String),
      slx_id: stored(bench)!.id,
      next: expect.stringContaining('run_slx(workspace_name="checkout-prod", slx_name="ledger-lag")'),
    });
    expect(writesOf(bench)).toEqual([
      'POST /api/v4/workspaces/checkout-prod/slxs/sync-typed',
      'POST /api/v4/workspaces/checkout-prod/runbooks/sync-typed',
    ]);
  });

  test('sends the SLX with its owner, tags and icon', async () => {
    const { bench } = await commit({
      tags: [
        { name: 'repo', value: 'one' },
        { name: 'repo', value: 'two' },
        { name: 'access', value: 'read-write' },
      ],
      access: 'read-only',
      data: 'config',
      image_url: 'https://icons.example/ledger.svg',
    });
    expect(payloads(bench).slx).toEqual({
      name: 'checkout-prod--ledger-lag',
      alias: 'Ledger lag',
      statement: 'The ledger should be at most 30 s behind.',
      owners: ['ada@checkout.example'],
      imageUrl: 'https://icons.example/ledger.svg',
      tags: [
        { name: 'access', value: 'read-only' },
        { name: 'data', value: 'config' },
        { name: 'repo', value: 'one' },
        { name: 'repo', value: 'two' },
      ],
      additionalContext: {},
    });
  });

  test('takes read-write and logs-bulk, and the configured icon, where nothing is said', async () => {
    const { bench } = await commit(
      {},
      { environment: { MCP_GENERIC_SLX_ICON: 'https://icons.example/a.svg' } },
    );
    const { slx } = payloads(bench);
    expect(slx!.imageUrl).toBe('https://icons.example/a.svg');
    expect(slx!.tags).toEqual([
      { name: 'access', value: 'read-write' },
      { name: 'data', value: 'logs-bulk' },
    ]);
  });

  test('sends the task with its script, variables and secrets', async () => {
    const { bench, reply } = await commit({
      env_vars: { REGION: 'eu', LIMIT: '30' },
      secret_vars: { kubeconfig: 'kubeconfig' },
      task_title: 'Check the ledger for $5',
    });
    const { runbook } = payloads(bench);
    expect(runbook).toMatchObject({
      slxId: reply.slx_id,
      name: 'checkout-prod--ledger-lag',
      runnerUuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      codeBundleRepoUrl: GENERIC,
      codeBundleRef: 'main',
      codeBundlePath: 'codebundles/tool-builder/runbook.robot',
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: KUBECONFIG }],
    });
    expect(runbook!.runtimeVarsProvided).toEqual([]);
    const { GEN_CMD, ...config } = configOf(runbook);
    expect(decoded(GEN_CMD)).toBe(TASK);
    expect(config).toEqual({
      TASK_TITLE: 'Check the ledger for $5',
      INTERPRETER: 'python',
      CONFIG_ENV_MAP: '{"REGION":"eu","LIMIT":"30"}',
      SECRET_ENV_MAP: '["kubeconfig"]',
      REGION: 'eu',
      LIMIT: '30',
    });
    expect(reply.secret_resolution_notes).toEqual([expect.stringContaining(KUBECONFIG)]);
  });

  test('clears what it has not, which an SLX that it replaces may have', async () => {
    const { bench } = await commit();
    const { slx, runbook, sli } = payloads(bench);
    expect(slx).toMatchObject({ additionalContext: {} });
    expect(runbook).toMatchObject({ secretsProvided: [], runtimeVarsProvided: [], requirements: {} });
    expect(sli).toBeUndefined();
  });

  test.each([
    ['a tag', { tags: [{ name: 'platform', value: 'AWS' }] }, 'Amazon_Web_Services'],
    ['its path', { resource_path: 'kubernetes/prod/checkout' }, 'kubernetes-icon-color'],
    ['its secrets', { secret_vars: { azure_credentials: 'azure:sp@cli' } }, 'azure-icon'],
    [
      'nothing, with secrets of two platforms',
      { secret_vars: { kubeconfig: KUBECONFIG, aws_credentials: 'aws:irsa@cli' } },
      'prompt_suggestion',
    ],
    ['nothing', {}, 'prompt_suggestion'],
  ])('has an icon that %s tells', async (_, fields, icon) => {
    const { bench } = await commit(fields);
    expect(payloads(bench).slx!.imageUrl).toContain(icon);
  });

  test('sends an SLI script with the same variables and secrets', async () => {
    const { bench, reply } = await commit({
      sli_script: SLI,
      sli_interval_seconds: 600,
      env_vars: { REGION: 'eu' },
      secret_vars: { kubeconfig: KUBECONFIG },
    });
    expect(reply.committed_types).toBe('task + sli (custom script)');
    const { sli } = payloads(bench);
    expect(sli).toMatchObject({
      slxId: reply.slx_id,
      intervalSeconds: 600,
      alertConfig: { tasks: { persona: 'eager-edgar' } },
      codeBundlePath: 'codebundles/tool-builder/sli.robot',
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: KUBECONFIG }],
    });
    const { GEN_CMD, ...config } = configOf(sli);
    expect(decoded(GEN_CMD)).toBe(SLI);
    expect(config).toMatchObject({ INTERPRETER: 'python', REGION: 'eu' });
    expect(config).not.toHaveProperty('TASK_TITLE');
  });

  test('may mix the languages of task and SLI', async () => {
    const { bench } = await commit({ script: BASH_TASK, sli_script: SLI });
    const { runbook, sli } = payloads(bench);
    expect(configOf(runbook).INTERPRETER).toBe('bash');
    expect(configOf(sli).INTERPRETER).toBe('python');
  });

  test('of an SLI alone has no task, and runs every five minutes', async () => {
    const { bench, reply } = await commit({ script: SLI, task_type: 'sli' });
    expect(reply.committed_types).toBe('sli');
    expect(reply.next).toMatch(/^Its SLI runs by itself; get_slx_metrics\(/);
    const { runbook, sli } = payloads(bench);
    expect(runbook).toBeUndefined();
    expect(sli).toMatchObject({ intervalSeconds: 300 });
    expect(stored(bench)!.runbook).toBeNull();
  });

  test('with a schedule wakes as often as the call says, with a note where that misses times', async () => {
    const { bench, reply } = await commit({ cron_schedule: '0 */6 * * *', sli_interval_seconds: 600 });
    expect(payloads(bench).sli).toMatchObject({ intervalSeconds: 600 });
    expect(reply.notes).toContainEqual(expect.stringContaining('wakes every 600 s'));
  });

  test('with a schedule shows its next three times and sends the cron bundle', async () => {
    const { bench, reply } = await commit({ cron_schedule: '0 */6 * * *' });
    expect(reply.committed_types).toBe('task + sli (cron-scheduler)');
    expect(reply.next_runs).toHaveLength(3);
    for (const time of reply.next_runs) expect(time).toMatch(/T(00|06|12|18):00:00\.000Z$/);
    const { sli } = payloads(bench);
    expect(sli).toMatchObject({
      codeBundleRepoUrl: expect.stringContaining('workspace-utils'),
      codeBundleRef: 'main',
      codeBundlePath: 'codebundles/cron-scheduler-sli/sli.robot',
    });
    expect(configOf(sli)).toEqual({ CRON_SCHEDULE: '0 */6 * * *', DRY_RUN: 'false' });
  });

  test('carries the runtime variables of a task, which a run may set', async () => {
    const runtime_vars = [
      {
        name: 'LIMIT',
        description: 'Seconds that are accepted',
        default: '30',
        validation: { type: 'regex', pattern: '[0-9]+' },
      },
    ];
    const script = `import os\n\n\ndef main():\n    print(os.environ["LIMIT"])\n    return []\n`;
    const { bench } = await commit({ script, runtime_vars });
    expect(payloads(bench).runbook!.runtimeVarsProvided).toEqual(runtime_vars);
    expect(configOf(payloads(bench).runbook)).not.toHaveProperty('LIMIT');
    const run = await bench.call(runSlx, {
      workspace_name,
      slx_name: 'ledger-lag',
      runtime_var_overrides: { LIMIT: '45' },
    });
    expect(run.stdout).toBe('45\n');
  });

  test('puts path and hierarchy where search and UI look', async () => {
    const { bench, reply } = await commit({
      resource_path: ' Custom/ledger/replicas/ ',
      hierarchy: ['platform', 'tier'],
      tags: [{ name: 'platform', value: 'postgres' }],
    });
    expect(payloads(bench).slx!.additionalContext).toEqual({
      resourcePath: 'custom/ledger/replicas',
      hierarchy: ['platform', 'tier'],
    });
    expect(reply.notes).toEqual([expect.stringContaining('no tag is named tier')]);
  });

  test('never sends what calls main itself, and says what it took out', async () => {
    const { bench, reply } = await commit({ script: `${TASK}${GUARD}`, sli_script: `${SLI}${GUARD}` });
    expect(JSON.stringify(bench.sandbox.requests.map(({ body }) => body))).not.toContain('__main__');
    for (const payload of [payloads(bench).runbook, payloads(bench).sli]) {
      expect(decoded(configOf(payload).GEN_CMD)).not.toContain('__main__');
    }
    expect(reply.auto_fixes_applied).toHaveLength(2);
  });

  test('replaces one of the same name and keeps its id', async () => {
    const { bench, reply } = await commit();
    const again = await bench.call(commitSlx, { ...COMMIT, alias: 'Ledger lag, again' });
    expect(again.slx_id).toBe(reply.slx_id);
    expect(stored(bench)!.alias).toBe('Ledger lag, again');
  });

  test('can be read back as it was written', async () => {
    const { bench } = await commit({ env_vars: { REGION: 'eu' }, secret_vars: { kubeconfig: KUBECONFIG } });
    expect(await bench.call(getSlxRunbook, { workspace_name, slx_name: 'ledger-lag' })).toMatchObject({
      script: TASK,
      configProvided: expect.arrayContaining([
        { name: 'TASK_TITLE', value: 'Ledger lag' },
        { name: 'INTERPRETER', value: 'python' },
        { name: 'REGION', value: 'eu' },
      ]),
      location: 'checkout-prod-eu',
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: KUBECONFIG }],
    });
  });

  test('of an SLI is run by the platform, and its value can be read back', async () => {
    const { bench } = await commit({ sli_script: SLI });
    await expect.poll(() => stored(bench)!.sli!.lastValue, { timeout: 20_000 }).toBe(0.95);
  });

  test('warns of a large script', async () => {
    const { reply } = await commit({}, { environment: { RUNWHEN_SCRIPT_SOFT_MAX_BYTES: '20' } });
    expect(reply.size_warnings).toEqual([expect.stringContaining('base64')]);
  });
});

describe('a dry run', () => {
  test('shows the very payloads that a commit then sends, and sends nothing itself', async () => {
    const fields = {
      sli_script: SLI,
      env_vars: { REGION: 'eu' },
      secret_vars: { kubeconfig: 'kubeconfig' },
      resource_path: 'ledger',
    };
    const { bench, reply } = await commit({ ...fields, dry_run: true });
    expect(reply.status).toBe('dry_run');
    expect(writesOf(bench)).toEqual([]);
    expect(stored(bench)).toBeUndefined();

    const { slx_id } = await bench.call(commitSlx, { ...COMMIT, ...fields });
    const withId = (payload: object) => ({ ...payload, slxId: slx_id });
    expect(payloads(bench)).toEqual({
      slx: reply.payloads.slx,
      runbook: withId(reply.payloads.runbook),
      sli: withId(reply.payloads.sli),
    });
  });

  test('is refused where the commit would be', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(commitSlx, { ...COMMIT, slx_name: 'Ledger', dry_run: true });
    expect(error.code).toBe('refused');
  });
});

describe('the settings of code bundles', () => {
  const WITH_SLI = { sli_script: SLI, interpreter: 'python' };
  const SCHEDULED = { cron_schedule: '0 * * * *' };
  test.each([
    ['MCP_GENERIC_CODECOLLECTION_REF', {}, 'runbook', 'ref'],
    ['MCP_TOOL_BUILDER_RUNBOOK_PATH', {}, 'runbook', 'path'],
    ['MCP_TOOL_BUILDER_SLI_REF', WITH_SLI, 'sli', 'ref'],
    ['MCP_TOOL_BUILDER_SLI_PATH', WITH_SLI, 'sli', 'path'],
    ['MCP_CRON_SLI_REPO_URL', SCHEDULED, 'cron', 'repoUrl'],
    ['MCP_CRON_SLI_REF', SCHEDULED, 'cron', 'ref'],
    ['MCP_CRON_SLI_PATH', SCHEDULED, 'cron', 'path'],
  ])('take %s, which decides the %j commit’s %s %s', async (variable, fields, kind, part) => {
    const value = 'https://git.example/set/by/the/operator';
    const { reply } = await commit({ ...fields, dry_run: true }, { environment: { [variable]: value } });
    expect(reply.codebundles[kind][part]).toBe(value);
  });
});

describe('the code bundle', () => {
  const bundle = async (fields: Record<string, unknown>, environment?: Record<string, string>) =>
    (await commit({ ...fields, dry_run: true }, { environment })).reply.codebundles.runbook;

  test('is the one of the call first', async () => {
    const own = { codebundle_repo_url: 'https://git.example/own.git', codebundle_ref: 'v2' };
    const environment = { MCP_TOOL_BUILDER_RUNBOOK_REPO_URL: 'https://git.example/env.git' };
    expect(await bundle(own, environment)).toMatchObject({
      repoUrl: 'https://git.example/own.git',
      ref: 'v2',
      source: 'explicit',
    });
  });

  test('is the configured one next, its own setting before the shared one', async () => {
    const shared = { MCP_GENERIC_CODECOLLECTION_REPO_URL: 'https://git.example/shared.git' };
    expect(await bundle({}, shared)).toMatchObject({
      repoUrl: 'https://git.example/shared.git',
      source: 'env',
    });
    const own = {
      ...shared,
      MCP_TOOL_BUILDER_RUNBOOK_REPO_URL: 'https://git.example/own.git',
      MCP_TOOL_BUILDER_RUNBOOK_REF: 'stable',
    };
    expect(await bundle({}, own)).toMatchObject({
      repoUrl: 'https://git.example/own.git',
      ref: 'stable',
      source: 'env',
    });
  });

  test('is the one that the platform has on record then', async () => {
    expect(await bundle({})).toMatchObject({ repoUrl: GENERIC, source: 'workspace' });
  });

  test('is the published one, with a note, where the record cannot be read', async () => {
    const { sandbox, call } = await toolBench();
    sandbox.faults.add({ path: '/api/v3/codecollections', status: 500 });
    const reply = await call(commitSlx, { ...COMMIT, dry_run: true });
    expect(reply.codebundles.runbook).toMatchObject({ repoUrl: `${GENERIC}.git`, source: 'default' });
    expect(reply.notes).toEqual([expect.stringContaining('code collections could not be read')]);
  });
});
