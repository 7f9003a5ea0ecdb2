import { describe, expect, test } from 'vitest';
import { deleteSlx } from '../../../src/tools/slxs/delete-slx.ts';
import { getSlxRunbook } from '../../../src/tools/slxs/get-slx-runbook.ts';
import { getWorkspaceSlxs } from '../../../src/tools/slxs/get-workspace-slxs.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

describe('get_workspace_slxs', () => {
  test('lists each as a row with what tells it from others', async () => {
    const { call } = await toolBench();
    const { count, results } = await call(getWorkspaceSlxs, { workspace_name });
    expect(results).toHaveLength(count);
    const row = results.find(({ shortName }: { shortName: string }) => shortName === 'checkout-api-pods');
    expect(row).toMatchObject({
      alias: 'Checkout API Pod Health',
      statement: 'Pods of checkout-api should run without restarting.',
      resourcePath: 'kubernetes/prod-eu-1/checkout/checkout-api',
      runbook: true,
      sli: true,
    });
    expect(row.tags).toEqual(expect.arrayContaining(['platform:kubernetes', 'access:read-only']));
  });

  test('finds by words in name or alias', async () => {
    const { call } = await toolBench();
    const { results } = await call(getWorkspaceSlxs, { workspace_name, search: 'pod health' });
    expect(results.map(({ name }: { name: string }) => name)).toContain('checkout-prod--checkout-api-pods');
    expect(await call(getWorkspaceSlxs, { workspace_name, search: 'zebra' })).toEqual({
      count: 0,
      results: [],
      note: expect.stringMatching(/^No name or alias of the \d\d+ SLXs has "zebra"\. search_workspace/),
    });
  });

  test('hands 5000 out piece by piece, each where the one before ended', async () => {
    const { call, sandbox } = await toolBench({ slxs: 5000 });
    const all = [...sandbox.world.workspaces.get(workspace_name)!.slxs.keys()];
    const first = await call(getWorkspaceSlxs, { workspace_name });
    expect(first).toMatchObject({ count: 5000, next_offset: first.results.length });
    expect(first.note).toContain(`offset ${first.next_offset}`);
    expect(JSON.stringify(first).length).toBeLessThan(100_000);
    const second = await call(getWorkspaceSlxs, { workspace_name, offset: first.next_offset });
    expect(second.count).toBe(5000);
    const names = [...first.results, ...second.results].map(
      ({ shortName }: { shortName: string }) => shortName,
    );
    expect(names).toEqual(all.slice(0, second.next_offset));
  });

  test('asks for pages with the published parameters, several at a time', async () => {
    const { call, sandbox } = await toolBench({ slxs: 1001 });
    expect((await call(getWorkspaceSlxs, { workspace_name })).count).toBe(1001);
    const pages = sandbox.requests.filter(({ path }) => path.endsWith('/slxs'));
    const offsets = pages.map(({ query }) => Number(query.get('offset') ?? 0)).sort((a, b) => a - b);
    expect(offsets).toEqual([0, 250, 500, 750, 1000]);
  });

  test('says nothing of more at the end, and is empty past it', async () => {
    const { call } = await toolBench();
    const { count } = await call(getWorkspaceSlxs, { workspace_name });
    const last = await call(getWorkspaceSlxs, { workspace_name, offset: count - 1 });
    expect(last).toEqual({ count, results: [expect.any(Object)] });
    expect((await call(getWorkspaceSlxs, { workspace_name, offset: 9999 })).results).toEqual([]);
  });
});

const byName = (entries: { name: string; value: string }[]) =>
  Object.fromEntries(entries.map(({ name, value }) => [name, value]));

describe('get_slx_runbook', () => {
  test('answers with the script in plain text, and with nothing twice', async () => {
    const { call } = await toolBench();
    const runbook = await call(getSlxRunbook, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(runbook.script).toMatch(/^(import|def|main)/);
    expect(byName(runbook.configProvided)).toMatchObject({
      TASK_TITLE: 'Check Pod Restarts of Deployment checkout-api',
      APP: 'checkout-api',
    });
    expect(byName(runbook.configProvided)).not.toHaveProperty('GEN_CMD');
    expect(byName(runbook.configProvided)).not.toHaveProperty('CONFIG_ENV_MAP');
    expect(runbook).toMatchObject({
      location: 'checkout-prod-eu',
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: 'k8s:file@secret/kubeconfig:kubeconfig' }],
      runtimeVarsProvided: [{ name: 'RESTART_THRESHOLD', default: '5' }],
    });
  });

  test('takes the full name as well', async () => {
    const { call } = await toolBench();
    const name = 'checkout-prod--checkout-api-pods';
    expect(await call(getSlxRunbook, { workspace_name, slx_name: name })).toEqual(
      await call(getSlxRunbook, { workspace_name, slx_name: 'checkout-api-pods' }),
    );
  });

  test('says what the script reads and how each variable is overridden, where the SLX stands, and how its SLI runs', async () => {
    const { call } = await toolBench();
    const runbook = await call(getSlxRunbook, { workspace_name, slx_name: 'cart-api-pods' });
    expect(runbook).toMatchObject({
      variables: expect.arrayContaining([
        { name: 'APP', override_with: 'from_slx' },
        { name: 'RESTART_THRESHOLD', default_in_script: '5', override_with: 'from_slx' },
      ]),
      reads_without_value: ['LAST_LOG'],
      tags: expect.arrayContaining(['namespace:checkout']),
      resourcePath: expect.stringContaining('cart-api'),
      hierarchy: expect.arrayContaining(['namespace']),
      sli: { intervalSeconds: 300 },
      configProvided: expect.arrayContaining([{ name: 'APP', value: 'cart-api' }]),
    });
    const declared = await call(getSlxRunbook, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(declared.variables).toContainEqual({
      name: 'RESTART_THRESHOLD',
      override_with: 'runtime_var_overrides',
    });
  });

  test('is told without the SLX itself where that cannot be read, with a note', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: /slxs\/checkout-api-pods$/, status: 500 });
    const runbook = await call(getSlxRunbook, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(runbook.notes).toEqual([expect.stringContaining('The SLX itself')]);
    expect(runbook.script).toContain('main');
  });

  test('says that there is none', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getSlxRunbook, { workspace_name, slx_name: 'no-such' });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
  });

  test('never leaves the SLXs of its workspace, whatever the name', async () => {
    const { refusal, sandbox } = await toolBench();
    for (const slx_name of ['..', '../../data-lake/slxs/x', 'a/b?c=d', '.']) {
      const error = await refusal(getSlxRunbook, { workspace_name, slx_name });
      expect(error.code).not.toBe('internal');
    }
    const beyond = sandbox.requests.filter(
      ({ path }) =>
        path !== '/api/v3/workspaces' &&
        !/^\/api\/v3\/workspaces\/checkout-prod\/slxs(?:\/[^/]+(?:\/runbook)?)?$/.test(path),
    );
    expect(beyond).toEqual([]);
  });
});

describe('delete_slx', () => {
  test('removes an SLX with its runbook and SLI', async () => {
    const { call, refusal } = await toolBench();
    const named = { workspace_name, slx_name: 'checkout-prod--checkout-api-pods' };
    const { stays, ...reply } = await call(deleteSlx, named);
    expect(reply).toEqual({ status: 'deleted', slx_name: 'checkout-api-pods', workspace: workspace_name });
    expect(stays).toEqual([expect.stringContaining('open issue')]);
    expect((await refusal(getSlxRunbook, named)).code).toBe('not_found');
  });

  test('says that there is nothing to remove, and how to list what there is', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(deleteSlx, { workspace_name, slx_name: 'no-such' });
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('no-such') });
    expect(error.hint).toContain('get_workspace_slxs');
  });

  test('is refused to those who may only read', async () => {
    const { refusal, sandbox } = await toolBench({ as: 'readonly' });
    const error = await refusal(deleteSlx, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(error).toMatchObject({ code: 'forbidden' });
    expect(sandbox.world.workspaces.get(workspace_name)!.slxs.has('checkout-api-pods')).toBe(true);
  });
});
