import { describe, expect, test } from 'vitest';
import { listWorkspaceResources } from '../../../src/tools/workspaces/list-workspace-resources.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const ENTITIES = '/api/v3/workspaces/checkout-prod/entities';

/** The tool's answer where the platform discovered this. */
async function reading(body: Record<string, unknown>, args: Record<string, unknown> = {}) {
  const { call, sandbox } = await toolBench();
  sandbox.faults.add({ path: ENTITIES, status: 200, body });
  return call(listWorkspaceResources, { workspace_name, ...args });
}

describe('list_workspace_resources', () => {
  test('lists what was discovered, each with the SLXs that watch it', async () => {
    const { call } = await toolBench();
    const reply = await call(listWorkspaceResources, { workspace_name, search: 'checkout-api' });
    expect(reply.results[0]).toEqual({
      type: 'deployment',
      name: 'checkout-api',
      path: 'kubernetes/prod-eu-1/checkout/checkout-api',
      platform: 'kubernetes',
      slxs: expect.arrayContaining(['checkout-api-pods', 'checkout-api-replicas']),
    });
    expect(reply.unwatched_of_shown).toBe(0);
  });

  test('narrows to a type, whatever its case', async () => {
    const { call } = await toolBench();
    const { results } = await call(listWorkspaceResources, { workspace_name, type: 'Deployment' });
    expect(new Set(results.map(({ type }: { type: string }) => type))).toEqual(new Set(['deployment']));
  });

  test('tells which nothing watches, by path or by name where there is no path', async () => {
    const entities = {
      deployment: [
        { name: 'checkout-api', path: '/Custom/kubernetes/prod-eu-1/checkout/checkout-api/' },
        { name: 'checkout-api', path: 'kubernetes/prod-us-1/checkout/checkout-api' },
        { resource_name: 'cart-api' },
      ],
      namespace: ['billing', 'checkout-x'],
    };
    const reply = await reading(entities);
    const watched = reply.results.map(({ slxs }: { slxs: string[] }) => slxs.length > 0);
    expect(watched).toEqual([true, false, true, false, false]);
    expect(reply.unwatched_of_shown).toBe(3);
    const only = await reading(entities, { unwatched: true, limit: 2 });
    expect(only).toMatchObject({ count: 3, next_offset: 2, unwatched_of_shown: 2 });
  });

  test('says how many entries it could not read', async () => {
    const reply = await reading({ pod: [{ name: 'a' }, {}, 7, null], version: 3 });
    expect(reply.count).toBe(1);
    expect(reply.notes[0]).toContain('4 entries');
  });

  test('says what it looked through where nothing is found', async () => {
    const { call } = await toolBench();
    const reply = await call(listWorkspaceResources, { workspace_name, search: 'mainframe' });
    expect(reply).toMatchObject({ count: 0, results: [] });
    expect(reply.notes[0]).toMatch(/Looked through \d+ resources of the types .*deployment/);
  });

  test('shows the resources without their SLXs where those cannot be read, and says so', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: /\/slxs$/, status: 403 });
    const reply = await call(listWorkspaceResources, { workspace_name, type: 'deployment' });
    expect(reply.results[0]).not.toHaveProperty('slxs');
    expect(reply).not.toHaveProperty('unwatched_of_shown');
    expect(reply.notes[0]).toContain('SLXs');
  });

  test('refuses a type that is not there, with the nearest', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(listWorkspaceResources, { workspace_name, type: 'deploymnt' });
    expect(error).toMatchObject({ code: 'invalid_arguments' });
    expect(error.hint).toContain('Did you mean deployment?');
  });

  test('has pages that together are the whole', async () => {
    const { call } = await toolBench();
    const whole = await call(listWorkspaceResources, { workspace_name });
    const first = await call(listWorkspaceResources, { workspace_name, limit: 3 });
    const rest = await call(listWorkspaceResources, { workspace_name, offset: first.next_offset });
    expect([...first.results, ...rest.results]).toEqual(whole.results);
  });
});
