import { describe, expect, test } from 'vitest';
import { deployRegistryCodebundle } from '../../../src/tools/registry/deploy-registry-codebundle.ts';
import { type BenchOptions, type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const REPO = 'https://github.com/runwhen-contrib/rw-cli-codecollection';
const KUBECONFIG = 'k8s:file@secret/kubeconfig:kubeconfig';
const DEPLOYMENT = {
  workspace_name,
  slx_name: 'shop-home',
  alias: 'Shop front page',
  statement: 'The front page should answer within a second.',
  repo_url: REPO,
  codebundle_path: 'codebundles/curl-http-ok',
  config_vars: { URL: 'https://shop.example' },
};

const writes = ({ sandbox }: ToolBench) => sandbox.requests.filter(({ method }) => method === 'POST');
const deployed = ({ sandbox }: ToolBench, workspace = workspace_name) =>
  sandbox.world.workspaces.get(workspace)!.slxs.get('shop-home')!;

async function deploy(fields: Record<string, unknown> = {}, options: BenchOptions = {}) {
  const bench = await toolBench(options);
  return { bench, reply: await bench.call(deployRegistryCodebundle, { ...DEPLOYMENT, ...fields }) };
}

async function refused(fields: Record<string, unknown>, options: BenchOptions = {}) {
  const bench = await toolBench(options);
  return { bench, error: await bench.refusal(deployRegistryCodebundle, { ...DEPLOYMENT, ...fields }) };
}

describe('deploy_registry_codebundle', () => {
  test("saves an SLX with the bundle's runbook, where and with what access it decides itself", async () => {
    const { bench, reply } = await deploy();
    expect(reply).toMatchObject({
      status: 'deployed',
      slx_name: 'shop-home',
      committed_types: 'runbook',
      access: 'read-only',
      location: 'checkout-prod-eu',
    });
    expect(reply).not.toHaveProperty('notes');
    const { runbook, sli, tags, owners } = deployed(bench);
    expect(runbook).toMatchObject({
      codeBundleRepoUrl: REPO,
      codeBundleRef: 'main',
      codeBundlePath: 'codebundles/curl-http-ok/runbook.robot',
      configProvided: [{ name: 'URL', value: 'https://shop.example' }],
      secretsProvided: [],
    });
    expect(sli).toBeNull();
    expect(tags.slice(0, 2)).toEqual([
      { name: 'access', value: 'read-only' },
      { name: 'data', value: 'logs-bulk' },
    ]);
    expect(owners).toEqual(['ada@checkout.example']);
  });

  test('adds the SLI when asked, with its interval', async () => {
    const { bench, reply } = await deploy({ deploy_sli: true, interval_seconds: 120 });
    expect(reply.committed_types).toBe('runbook + sli');
    expect(deployed(bench).sli).toMatchObject({
      codeBundlePath: 'codebundles/curl-http-ok/sli.robot',
      intervalSeconds: 120,
      alertConfig: { tasks: { persona: 'eager-edgar' } },
    });
  });

  test('deploys the SLI of a bundle that has nothing else', async () => {
    const { bench, reply } = await deploy({
      repo_url: 'https://github.com/runwhen-contrib/rw-public-codecollection.git',
      codebundle_path: '/codebundles/http-latency/sli.robot',
    });
    expect(reply.committed_types).toBe('sli');
    expect(reply.next).not.toContain('run_slx');
    expect(deployed(bench).runbook).toBeNull();
  });

  test('expands the short name of a secret and says so', async () => {
    const { bench, reply } = await deploy({
      codebundle_path: 'codebundles/k8s-namespace-healthcheck',
      config_vars: { NAMESPACE: 'checkout', CONTEXT: 'prod-eu-1' },
      secret_vars: { kubeconfig: 'kubeconfig' },
    });
    expect(reply.secret_resolution_notes[0]).toContain(KUBECONFIG);
    expect(deployed(bench).runbook!.secretsProvided).toEqual([
      { name: 'kubeconfig', workspaceKey: KUBECONFIG },
    ]);
  });

  test('puts path and hierarchy where search and UI look', async () => {
    const { bench } = await deploy({
      resource_path: 'shop/home',
      hierarchy: ['platform'],
      tags: [{ name: 'platform', value: 'custom' }],
    });
    expect(deployed(bench).additionalContext).toEqual({
      resourcePath: 'custom/shop/home',
      hierarchy: ['platform'],
    });
  });

  test('a dry run shows the payloads and sends nothing', async () => {
    const { bench, reply } = await deploy({ dry_run: true, deploy_sli: true });
    expect(reply.status).toBe('dry_run');
    expect(Object.keys(reply.payloads)).toEqual(['slx', 'runbook', 'sli']);
    expect(writes(bench)).toEqual([]);
  });

  test('notes a variable that the bundle does not have', async () => {
    const { reply } = await deploy({ config_vars: { URL: 'https://shop.example', TIMEOUT: '3' } });
    expect(reply.notes[0]).toContain('no variable TIMEOUT');
  });

  test('a required variable without a value is refused before anything is sent', async () => {
    const { bench, error } = await refused({ config_vars: { TARGET_LATENCY: '1' } });
    expect(error.message).toContain('needs URL');
    expect(error.detail).toMatchObject({ missing: [{ name: 'URL', example: 'https://www.example.com' }] });
    expect(writes(bench)).toEqual([]);
  });

  test.each([
    [{ slx_name: 'Shop_Home' }, 'kebab-case'],
    [{ slx_name: 'shop--home' }, 'reserved'],
    [
      { codebundle_path: 'codebundles/curl-http-okay' },
      'no bundle at codebundles/curl-http-okay (did you mean curl-http-ok?)',
    ],
    [{ codebundle_path: '../..' }, 'not the path of a bundle'],
    [{ deploy_runbook: false }, 'Neither runbook nor SLI'],
    [{ codebundle_path: 'codebundles/k8s-deployment-ops', deploy_sli: true }, 'has no SLI'],
    [{ repo_url: 'rw-cli-codecollection' }, 'repo_url'],
  ])('refuses %j before anything is sent', async (fields, problem) => {
    const { bench, error } = await refused(fields);
    expect(error.message).toContain(problem);
    expect(writes(bench)).toEqual([]);
  });

  test('asks which location is meant where several could be', async () => {
    const bench = await toolBench();
    const { runners } = bench.sandbox.world.workspaces.get(workspace_name)!;
    for (const slx of bench.sandbox.world.workspaces.get(workspace_name)!.slxs.values()) {
      if (slx.runbook) slx.runbook.runnerUuid = null;
    }
    const error = await bench.refusal(deployRegistryCodebundle, DEPLOYMENT);
    expect(error.message).toContain(runners[0]!.name);
    expect(
      (await bench.call(deployRegistryCodebundle, { ...DEPLOYMENT, location: runners[1]!.name })).location,
    ).toBe(runners[1]!.name);
  });

  test('what a refused runbook leaves behind is said, with the call that completes it', async () => {
    const bench = await toolBench();
    const remove = bench.sandbox.faults.add({
      path: /\/runbooks\/sync-typed$/,
      status: 400,
      body: { detail: 'codeBundleRef cannot be cloned' },
    });
    const error = await bench.refusal(deployRegistryCodebundle, { ...DEPLOYMENT, deploy_sli: true });
    expect(error).toMatchObject({
      code: 'incomplete',
      detail: { saved: ['slx'], missing: ['runbook', 'sli'] },
    });
    expect(error.message).toContain('cannot be cloned');
    expect(error.hint).toContain('deploy_registry_codebundle');
    remove();
    expect((await bench.call(deployRegistryCodebundle, DEPLOYMENT)).status).toBe('deployed');
  });

  test('a caller who may not write is told', async () => {
    const { error } = await refused({}, { as: 'readonly' });
    expect(error.code).toBe('forbidden');
  });
});

describe("deploy_registry_codebundle without the registry's word", () => {
  test('behind an air gap deploys what it is given, and says that nothing was checked', async () => {
    const { bench, reply } = await deploy(
      { config_vars: {}, codebundle_path: 'codebundles/our-own' },
      { environment: { RUNWHEN_AIRGAP: 'true' } },
    );
    expect(reply).toMatchObject({ status: 'deployed', access: 'read-write' });
    expect(reply.notes[0]).toContain('RUNWHEN_AIRGAP');
    expect(bench.sandbox.requests.filter(({ path }) => path.startsWith('/api/v1/'))).toEqual([]);
  });

  test.each([
    ['an unreachable registry', {}, { registryUrl: 'http://127.0.0.1:9' }, 'refuses connections'],
    ['a private repository', { repo_url: 'https://git.example/checks' }, {}, 'does not list its repository'],
    ['another reference', { codebundle_path: 'codebundles/new', ref: 'next' }, {}, 'only at main'],
  ])('%s is no obstacle', async (_, fields, options, reason) => {
    const { reply } = await deploy(fields, options);
    expect(reply.status).toBe('deployed');
    expect(reply.notes[0]).toContain(reason);
  });
});
