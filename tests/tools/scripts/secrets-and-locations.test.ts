import { describe, expect, test } from 'vitest';
import { getWorkspaceLocations } from '../../../src/tools/scripts/get-workspace-locations.ts';
import { getWorkspaceSecrets } from '../../../src/tools/scripts/get-workspace-secrets.ts';
import { runScript } from '../../../src/tools/scripts/run-script.ts';
import { pythonMain } from '../../script-rules/judged.ts';
import { type BenchOptions, type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const KUBECONFIG = 'k8s:file@secret/kubeconfig:kubeconfig';
const SECRETS = '/api/v3/workspaces/checkout-prod/secrets-keys';

const workspaceOf = ({ sandbox }: ToolBench) => sandbox.world.workspaces.get(workspace_name)!;

/** A workspace whose vault lists these keys. */
async function secretsOf(...keys: string[]) {
  const bench = await toolBench();
  for (const key of keys) workspaceOf(bench).secrets.set(key, 'value');
  return bench.call(getWorkspaceSecrets, { workspace_name });
}

describe('get_workspace_secrets', () => {
  test('takes the keys of committed SLXs where the vault lists none', async () => {
    const secrets = await secretsOf();
    expect(secrets).toMatchObject({
      vault_list_empty: true,
      recommended_secret_vars: { kubernetes: { kubeconfig: KUBECONFIG } },
      secrets_from_slxs: {
        kubeconfig: { workspaceKey: KUBECONFIG },
      },
      secret_vars_for_author_run: { kubernetes: { kubeconfig: KUBECONFIG } },
      runtime_semantics: expect.stringContaining('FILE PATHS'),
      skill_reference: 'runwhen-skill://discover-secrets',
    });
  });

  test('groups the keys of the vault by what they are for', async () => {
    const secrets = await secretsOf('azure-clientId', 'prod-sa', 'RUNWHEN-REPO-TOKEN', 'melissa');
    expect(secrets.vault_list_empty).toBe(false);
    expect(secrets.secrets).toEqual(['azure-clientId', 'prod-sa', 'RUNWHEN-REPO-TOKEN', 'melissa']);
    expect(secrets.platform_groups).toEqual({
      azure: ['azure-clientId'],
      gcp: ['prod-sa'],
      github: ['RUNWHEN-REPO-TOKEN'],
      other: ['melissa'],
    });
    expect(secrets.recommended_secret_vars).toEqual({
      azure: { AZURE_CLIENT_ID: 'azure-clientId' },
      gcp: { GOOGLE_APPLICATION_CREDENTIALS: 'prod-sa' },
      github: { GITHUB_TOKEN: 'RUNWHEN-REPO-TOKEN' },
      other: { melissa: 'melissa' },
    });
    expect(secrets).not.toHaveProperty('secret_var_collisions');
  });

  test('keeps both of two keys for one variable, and says that they collide', async () => {
    const secrets = await secretsOf('slack-token', 'slack_token');
    expect(secrets.recommended_secret_vars.slack).toEqual({
      SLACK_TOKEN: 'slack-token',
      SLACK_TOKEN_2: 'slack_token',
    });
    expect(secrets.secret_var_collisions.slack).toEqual({ SLACK_TOKEN: ['slack-token', 'slack_token'] });
  });

  test('learns from a part of many SLXs, and says so', async () => {
    const { call } = await toolBench({ slxs: 300 });
    const secrets = await call(getWorkspaceSecrets, { workspace_name });
    expect(secrets.notes).toEqual([
      expect.stringContaining('the ones that committed SLXs use'),
      expect.stringContaining('the first 250 of 300 SLXs'),
    ]);
    expect(secrets.secrets_from_slxs.kubeconfig.workspaceKey).toBe(KUBECONFIG);
  });

  test('never answers with a value', async () => {
    const bench = await toolBench();
    const text = JSON.stringify(await bench.call(getWorkspaceSecrets, { workspace_name }));
    expect(workspaceOf(bench).secrets.size).toBeGreaterThan(0);
    for (const value of workspaceOf(bench).secrets.values()) expect(text).not.toContain(value);
  });

  test.each([
    ['a list of texts', ['kubeconfig']],
    ['a list of objects', [{ key: 'kubeconfig' }]],
    ['results', { results: [{ workspaceKey: 'kubeconfig' }] }],
  ])('reads %s from other platforms', async (_, body) => {
    const { sandbox, call } = await toolBench();
    sandbox.faults.add({ path: SECRETS, status: 200, body });
    const secrets = await call(getWorkspaceSecrets, { workspace_name });
    expect(secrets.recommended_secret_vars).toEqual({ kubernetes: { kubeconfig: 'kubeconfig' } });
  });

  test('passes on that the caller may not list them', async () => {
    const { sandbox, refusal } = await toolBench();
    sandbox.faults.add({ path: SECRETS, status: 403 });
    expect((await refusal(getWorkspaceSecrets, { workspace_name })).code).toBe('forbidden');
  });
});

type Place = { name: string; type: 'workspace' | 'public' };

/** A workspace with these runners only, its runbooks at the first of them unless they are to be nowhere. */
async function placed(places: Place[], { used = true, ...options }: BenchOptions & { used?: boolean } = {}) {
  const bench = await toolBench(options);
  const workspace = workspaceOf(bench);
  const [model] = workspace.runners;
  workspace.runners = places.map((place, at) => ({ ...model!, ...place, uuid: `uuid-${at}`, id: at + 1 }));
  for (const { runbook } of workspace.slxs.values()) if (runbook) runbook.runnerUuid = used ? 'uuid-0' : null;
  return bench;
}

const EU: Place = { name: 'eu', type: 'workspace' };
const US: Place = { name: 'us', type: 'workspace' };
const SHARED: Place = { name: 'shared', type: 'public' };

describe('get_workspace_locations', () => {
  const advice = async (places: Place[], options?: { used: boolean }) => {
    const { call } = await placed(places, options);
    const { locations, ...rest } = await call(getWorkspaceLocations, { workspace_name });
    expect(locations.map(({ name }: Place) => name)).toEqual(places.map(({ name }) => name));
    expect(rest.skill_reference).toBe('runwhen-skill://discover-locations');
    return rest;
  };

  test('recommends the only private one', async () => {
    expect(await advice([EU, SHARED])).toMatchObject({
      count: 2,
      recommended: 'eu',
      auto_resolves: true,
      hint: expect.stringContaining('Omit'),
    });
  });

  test('recommends the private one that existing SLXs use', async () => {
    expect(await advice([EU, US])).toMatchObject({
      recommended: 'eu',
      auto_resolves: true,
      hint: expect.stringContaining('existing SLX usage'),
    });
  });

  test('leaves the choice to the user where nothing tells', async () => {
    expect(await advice([EU, US], { used: false })).toMatchObject({
      recommended: null,
      auto_resolves: false,
      hint: expect.stringMatching(/Ask the user.*eu.*us/),
    });
  });

  test('recommends a public one with a warning where there is no other', async () => {
    expect(await advice([SHARED])).toMatchObject({
      recommended: 'shared',
      auto_resolves: true,
      warning: expect.stringContaining('internal systems'),
    });
  });

  test('says to register a runner where there is none', async () => {
    const { sandbox, call } = await placed([], { used: false });
    sandbox.faults.add({ path: '/api/v3/runners', status: 200, body: { results: [], count: 0 } });
    workspaceOf({ sandbox } as ToolBench).slxs.delete('debugslx');
    expect(await call(getWorkspaceLocations, { workspace_name })).toMatchObject({
      count: 0,
      recommended: null,
      auto_resolves: false,
      hint: expect.stringContaining('register a runner'),
      notes: expect.arrayContaining([expect.stringContaining('lists no location')]),
    });
  });
});

describe('the location of a run', () => {
  const script = pythonMain('return []');
  const startAt = async (places: Place[], args = {}, options = {}) => {
    const { call } = await placed(places, options);
    const { location, location_reason } = await call(runScript, { workspace_name, script, ...args });
    return { location, why: location_reason };
  };

  test('is the given one', async () => {
    expect(await startAt([EU, US], { location: 'us' })).toEqual({
      location: 'us',
      why: 'It was given in the call.',
    });
  });

  test('is the only private one', async () => {
    expect(await startAt([SHARED, EU])).toMatchObject({
      location: 'eu',
      why: expect.stringContaining('only private'),
    });
  });

  test('is the one that committed SLXs use most', async () => {
    expect((await startAt([US, EU])).location).toBe('us');
  });

  test('is the public one where there is no private one', async () => {
    expect((await startAt([SHARED])).location).toBe('shared');
  });

  test('is asked for, by name, where several would do', async () => {
    const { sandbox, refusal } = await placed([EU, US], { used: false });
    const error = await refusal(runScript, { workspace_name, script });
    expect(error).toMatchObject({ code: 'refused', detail: { locations: ['eu', 'us'] } });
    expect(error.hint).toContain('Ask the user');
    expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});
