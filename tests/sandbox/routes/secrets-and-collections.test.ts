import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

let sandbox: Sandbox;
const send = requester(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.world.workspaces.get('checkout-prod')?.secrets.set('PAGER-TOKEN', 'value-of-the-pager-token');
});
afterAll(() => sandbox.close());

describe('secret keys', () => {
  const PATH = '/api/v3/workspaces/checkout-prod/secrets-keys';

  test('only those of the vault are listed, and never a value', async () => {
    const { body } = await send('GET', PATH, { as: 'readonly' });
    expect(body.secrets).toContain('PAGER-TOKEN');
    expect(body.secrets.filter((key: string) => key.includes('@'))).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('value-of');
  });

  test('an outsider sees none', async () => {
    expect((await send('GET', PATH, { as: 'outsider' })).status).toBe(404);
  });
});

describe('code collections', () => {
  test('all are in one envelope, newest first', async () => {
    const { body } = await send('GET', '/api/v3/codecollections');
    const ids = body.results.map(({ id }: { id: number }) => id);
    expect(body).toMatchObject({ count: ids.length, next: null, previous: null });
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
  });

  test('one is read by name, with its address', async () => {
    const { body } = await send('GET', '/api/v3/codecollections/rw-workspace-utils');
    const repo = 'https://github.com/runwhen-contrib/rw-workspace-utils';
    expect(body).toMatchObject({
      name: 'rw-workspace-utils',
      repo_web_url: repo,
      spec: { repoURL: repo },
      repo: null,
    });
  });

  test('an unknown name is 404, no token is 401', async () => {
    expect((await send('GET', '/api/v3/codecollections/nope')).status).toBe(404);
    expect((await send('GET', '/api/v3/codecollections', { as: null })).status).toBe(401);
  });
});
