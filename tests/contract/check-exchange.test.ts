import { afterEach, describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/sandbox/http/exchange.ts';
import { violationsOf } from './check-exchange.ts';
import { type CheckedSandbox, startCheckedSandbox } from './checked-sandbox.ts';

const WHOAMI = { id: 11, username: 'ada' };

function exchange(
  [method = 'GET', target = '/api/v3/users/whoami', body]: [string?, string?, unknown?],
  response: Partial<Exchange['response']> = {},
): Exchange {
  const url = new URL(target, 'http://sandbox');
  return {
    request: { method, path: url.pathname, query: url.searchParams, headers: {}, body, remotePort: 1 },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: WHOAMI, ...response },
    faulty: false,
  };
}

const SESSIONS = '/api/v3/workspaces/ws/runsessions';
const created = { status: 201, body: {} };
const runOf = (extra: object) => ({ runRequests: [{ slxName: 'ws--slx', ...extra }] });

describe('an exchange as described', () => {
  test.each([
    ['a read', exchange([])],
    [
      'a read with declared query parameters',
      exchange(['GET', '/api/v3/workspaces?limit=5&offset=0'], { body: { results: [], count: 0 } }),
    ],
    ['a write with its body', exchange(['POST', SESSIONS, runOf({ taskTitles: ['*'] })], created)],
    ['a refusal that no description declares', exchange([], { status: 401, body: { detail: 'no token' } })],
    [
      'a redirect to the other slash',
      exchange(['GET', '/api/v3/users/whoami/'], { status: 307, body: undefined }),
    ],
    [
      'an endpoint on the list of unpublished ones',
      exchange(['POST', '/api/v1/workspaces/ws/chat-pro-sse', { a: 1 }]),
    ],
  ])('has no violations: %s', (_what, given) => {
    expect(violationsOf(given)).toEqual([]);
  });
});

describe('an exchange that leaves the descriptions', () => {
  test.each([
    ['unknown path', exchange(['GET', '/api/v3/nothing']), 'no such operation'],
    ['unknown method', exchange(['DELETE', '/api/v3/users/whoami']), 'no such operation'],
    [
      'undeclared query parameter',
      exchange(['GET', `${SESSIONS}?limit=5`]),
      "query parameter 'limit' is not declared",
    ],
    ['query parameter out of bounds', exchange(['GET', `${SESSIONS}?page=0`]), "query parameter 'page'"],
    [
      'unknown key in a body',
      exchange(['POST', SESSIONS, runOf({ task_titles: '*' })], created),
      "additional properties 'task_titles'",
    ],
    ['missing key in a body', exchange(['POST', SESSIONS, {}], created), "required property 'runRequests'"],
    ['missing body', exchange(['POST', SESSIONS], created), 'the request body is missing'],
    ['undeclared body', exchange(['GET', '/api/v3/users/whoami', {}]), 'a request body is not declared'],
    ['undeclared status', exchange([], { status: 418, body: { detail: '' } }), 'answer 418 is not declared'],
    [
      'refusal without detail',
      exchange([], { status: 401, body: { error: '' } }),
      'answer 401 has no detail',
    ],
    [
      'missing key in an answer',
      exchange([], { body: { id: 11 } }),
      "answer 200 / must have required property 'username'",
    ],
    [
      'unknown key in an answer',
      exchange([], { body: { ...WHOAMI, mail: '' } }),
      "additional properties 'mail'",
    ],
    [
      'wrong type in an answer',
      exchange([], { body: { ...WHOAMI, id: '11' } }),
      'answer 200 /id must be integer',
    ],
    [
      'wrong content type',
      exchange([], { headers: { 'content-type': 'text/html' } }),
      'answer 200 is text/html',
    ],
  ])('is reported: %s', (_what, given, violation) => {
    expect(violationsOf(given).join('\n')).toContain(violation);
  });

  test('is reported for the request alone where a fault made the answer', () => {
    const given = { ...exchange(['GET', '/api/v3/workspaces?page=1'], { status: 418 }), faulty: true };
    expect(violationsOf(given)).toEqual(["GET /api/v3/workspaces: query parameter 'page' is not declared"]);
  });
});

describe('a checked sandbox', () => {
  let sandbox: CheckedSandbox | undefined;
  afterEach(() => sandbox?.close().catch(() => undefined));

  const call = (path: string) =>
    fetch(`${sandbox?.url}${path}`, { headers: { authorization: `Bearer ${sandbox?.token}` } });

  test('throws on close when a request left the descriptions', async () => {
    sandbox = await startCheckedSandbox();
    await call('/api/v3/workspaces?page=1');
    await expect(sandbox.close()).rejects.toThrow("query parameter 'page' is not declared");
  });

  test('closes quietly when everything kept to them', async () => {
    sandbox = await startCheckedSandbox();
    await call('/api/v3/workspaces?limit=1');
    await expect(sandbox.close()).resolves.toBeUndefined();
  });
});
