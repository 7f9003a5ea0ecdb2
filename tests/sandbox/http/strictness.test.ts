import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

const W3 = '/api/v3/workspaces/checkout-prod';
const W4 = '/api/v4/workspaces/checkout-prod';

let sandbox: Sandbox;
const send = requester(() => sandbox);
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('authentication', () => {
  test('a request without a token is a 401 that asks for one', async () => {
    const { status, body, headers } = await send('GET', '/api/v3/workspaces', { as: null });
    expect([status, body]).toEqual([401, { detail: 'Authentication credentials were not provided.' }]);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  test('an unknown token is a 401', async () => {
    const response = await fetch(`${sandbox.url}/api/v3/users/whoami`, {
      headers: { authorization: 'Bearer x' },
    });
    expect([response.status, await response.json()]).toEqual([
      401,
      { detail: 'Given token not valid for any token type' },
    ]);
  });

  test('each token is its own user', async () => {
    const users = (['admin', 'readonly', 'outsider'] as const).map((as) =>
      send('GET', '/api/v3/users/whoami', { as }),
    );
    const emails = (await Promise.all(users)).map(({ body }) => body.email);
    expect(new Set(emails).size).toBe(3);
  });

  test('the registry asks for no token', async () => {
    expect((await send('GET', '/api/v1/registry/collections', { as: null })).status).toBe(200);
  });
});

describe('roles', () => {
  test('only workspaces that the caller has a role in are listed', async () => {
    const { body } = await send('GET', '/api/v3/workspaces', { as: 'outsider' });
    expect(body.results.map((workspace: { name: string }) => workspace.name)).toEqual(['identity-core']);
  });

  test('a workspace without a role in it reads as one that does not exist', async () => {
    const foreign = await send('GET', '/api/v3/workspaces/identity-core');
    const missing = await send('GET', '/api/v3/workspaces/no-such');
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.body.detail.replace('identity-core', 'no-such')).toBe(missing.body.detail);
  });

  test('the admin may only read one of the workspaces', async () => {
    expect((await send('GET', '/api/v3/workspaces/data-lake/my-permissions')).body).toEqual(['readonly']);
  });

  test.each([
    [
      'starting a run',
      'POST',
      `${W3}/runsessions`,
      { runRequests: [{ slxName: 'checkout-prod--debugslx' }] },
    ],
    ['closing an issue', 'PATCH', `${W3}/issues/1/close`, {}],
    ['deleting an SLX', 'DELETE', `${W4}/slxs/debugslx`, undefined],
  ])('%s takes more than the readonly role', async (_what, method, path, body) => {
    const { status, body: answer } = await send(method, path, { body, as: 'readonly' });
    expect(status).toBe(403);
    expect(answer.detail).toContain("Role 'readonly'");
  });

  test('the chat service answers 403 where the API answers 404', async () => {
    const body = { message: 'Hello', workspaceName: 'identity-core', userId: 'ada', sessionId: null };
    expect((await send('POST', '/api/v1/workspaces/identity-core/chat-pro-sse', { body })).status).toBe(403);
  });
});

describe('paths and methods', () => {
  test('an unknown path is a 404 in the platform’s words', async () => {
    const { status, body } = await send('GET', '/api/v3/nothing');
    expect([status, body]).toEqual([404, { detail: 'Not Found' }]);
  });

  test('a known path with another method is a 405 that names the right ones', async () => {
    const { status, body, headers } = await send('PUT', `${W3}/runsessions`);
    expect([status, body]).toEqual([405, { detail: 'Method Not Allowed' }]);
    expect(headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST']);
  });

  test('HEAD is a 405', async () => {
    const response = await fetch(`${sandbox.url}/api/v3/users/whoami`, { method: 'HEAD' });
    expect(response.status).toBe(405);
  });

  test.each(['GET', 'POST'])(
    'a final slash too many redirects %s to the path without, query kept',
    async (method) => {
      const response = await fetch(`${sandbox.url}${W3}/runsessions/?page=2`, { method, redirect: 'manual' });
      expect(response.status).toBe(307);
      expect(response.headers.get('location')).toBe(`${sandbox.url}${W3}/runsessions?page=2`);
    },
  );

  test('every answer carries the request id that was sent', async () => {
    const headers = { 'x-request-id': 'r-42' };
    const response = await fetch(`${sandbox.url}/api/v3/nothing`, { headers });
    expect(response.headers.get('x-request-id')).toBe('r-42');
  });

  test('an id that is no number is a 422 for the path', async () => {
    const { status, body } = await send('GET', `${W3}/issues/abc`);
    expect(status).toBe(422);
    expect(body.detail[0]).toMatchObject({ loc: ['path', 'issue_id'], type: 'int_parsing' });
  });
});

describe('bodies', () => {
  test('a key that a schema without additional properties does not know is refused by name', async () => {
    const body = { payload: { name: 'x', colour: 'red' }, modified_by: 'me' };
    const { status, body: answer } = await send('POST', `${W4}/slxs/sync-typed`, { body });
    expect(status).toBe(422);
    expect(
      answer.detail.map(({ loc, type }: { loc: string[]; type: string }) => [loc.join('.'), type]),
    ).toEqual(
      expect.arrayContaining([
        ['body.payload.colour', 'extra_forbidden'],
        ['body.modified_by', 'extra_forbidden'],
      ]),
    );
  });

  test('a missing field is named', async () => {
    const { status, body } = await send('POST', `${W3}/autocomplete`, { body: {} });
    expect(status).toBe(422);
    expect(body.detail).toEqual([
      { loc: ['body', 'query'], msg: 'Field required', type: 'missing', input: {} },
    ]);
  });

  test('a wrong type is named with what was sent', async () => {
    const { body } = await send('POST', `${W3}/autocomplete`, { body: { query: 5 } });
    expect(body.detail[0]).toMatchObject({ loc: ['body', 'query'], type: 'string_type', input: 5 });
  });

  test('text that is not JSON is a 422', async () => {
    const response = await fetch(`${sandbox.url}${W3}/autocomplete`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token}` },
      body: '{"query": ',
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ detail: [{ type: 'json_invalid' }] });
  });
});

describe('queries', () => {
  test.each([
    [`${W3}/slxs?limit=251`, 'limit'],
    [`${W3}/slxs?limit=0`, 'limit'],
    [`${W4}/slxs?limit=1001`, 'limit'],
    [`${W4}/slxs?offset=-1`, 'offset'],
    [`${W3}/issues?limit=ten`, 'limit'],
    [`${W3}/issues?closed=maybe`, 'closed'],
    [`${W3}/issues?severity=5`, 'severity'],
    [`${W3}/runsessions?page=0`, 'page'],
    [`${W3}/runsessions?page-size=1001`, 'page-size'],
    [`${W3}/runsessions?created__gte=2026-01-01T00:00:00`, 'created__gte'],
  ])('%s is a 422 that names %s', async (path, name) => {
    const { status, body } = await send('GET', path);
    expect(status).toBe(422);
    expect(body.detail[0].loc.slice(0, 2)).toEqual(['query', name]);
  });

  test('run sessions refuse unknown parameters with 400', async () => {
    const { status, body } = await send('GET', `${W3}/runsessions?limit=5`);
    expect([status, body]).toEqual([400, { detail: 'Unknown query parameters: limit' }]);
  });

  test('other lists ignore unknown parameters', async () => {
    expect((await send('GET', `${W3}/slxs?page=5`)).status).toBe(200);
  });
});
