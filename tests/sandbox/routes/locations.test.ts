import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

let sandbox: Sandbox;
const send = requester(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('runners of a workspace', () => {
  test('each has its name, UUID and health', async () => {
    const { body } = await send('GET', '/api/v3/workspaces/checkout-prod/runners');
    expect(body.map(({ name, health }: Record<string, string>) => [name, health])).toEqual([
      ['checkout-prod-eu', 'online'],
      ['checkout-prod-us', 'stale'],
      ['public-runner-eu', 'online'],
    ]);
    expect(new Set(body.map(({ value }: { value: string }) => value)).size).toBe(3);
    expect(body[0].secondsSinceHeartbeat).toBeGreaterThanOrEqual(0);
  });

  test('a reader sees them, an outsider does not', async () => {
    const statuses = (['readonly', 'outsider'] as const).map((as) =>
      send('GET', '/api/v3/workspaces/checkout-prod/runners', { as }),
    );
    expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 404]);
  });
});

describe('all runners', () => {
  test('the caller sees those of its workspaces, newest first, shared ones once', async () => {
    const { body } = await send('GET', '/api/v3/runners');
    const names = body.results.map(({ name }: { name: string }) => name);
    const ids = body.results.map(({ id }: { id: number }) => id);
    expect(names).toContain('pay-staging-aks');
    expect(names).not.toContain('identity-eks');
    expect(names.filter((name: string) => name === 'public-runner-eu')).toHaveLength(1);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(body.count).toBe(names.length);
  });

  test('a shared runner belongs to no workspace', async () => {
    const { body } = await send('GET', '/api/v3/runners');
    const owners = Object.fromEntries(
      body.results.map(({ name, workspace_name }: Record<string, string>) => [name, workspace_name]),
    );
    expect(owners).toMatchObject({ 'public-runner-eu': null, 'lake-gke': 'data-lake' });
  });

  test('they are paged', async () => {
    const { body } = await send('GET', '/api/v3/runners?limit=2&offset=1');
    expect(body.results).toHaveLength(2);
    expect(body.next).toContain('offset=3');
    expect((await send('GET', '/api/v3/runners?limit=1001')).status).toBe(422);
  });

  test('one is read by its UUID, by those who see it', async () => {
    const { body } = await send('GET', '/api/v3/runners', { as: 'outsider' });
    const own = body.results.find(({ name }: { name: string }) => name === 'identity-eks');
    expect((await send('GET', `/api/v3/runners/${own.runner_uuid}`, { as: 'outsider' })).body).toEqual(own);
    expect((await send('GET', `/api/v3/runners/${own.runner_uuid}`)).status).toBe(404);
  });
});

describe('authorizedlocations', () => {
  const PATH = '/api/v3/workspaces/checkout-prod/authorizedlocations';

  test('can be left out, as in the published API', async () => {
    const published = await startSandbox({ legacyLocations: false });
    const { status } = await requester(() => published)('GET', PATH);
    await published.close();
    expect(status).toBe(404);
  });

  test('answers with names and types', async () => {
    const { body } = await send('GET', PATH);
    expect(body).toContainEqual({ name: 'checkout-prod-eu', type: 'workspace', health: 'online' });
    expect(body).toContainEqual({ name: 'public-runner-eu', type: 'public', health: 'online' });
  });
});
