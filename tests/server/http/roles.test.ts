import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/sandbox/http/faults.ts';
import type { Sandbox } from '../../../src/sandbox/start.ts';
import { authorized, callTool, httpBench, post, toolCall } from './http-bench.ts';

const PERMISSIONS = '/api/v3/workspaces/checkout-prod/my-permissions';
const RULE = { workspace_name: 'checkout-prod', name: 'Be brief', rule_content: 'Answer in one sentence.' };

/** Tries to add a rule while the platform answers like that about the caller's roles. */
async function addRule(answer: Partial<Fault>, args: object = RULE) {
  const bench = await httpBench();
  bench.sandbox.faults.add({ path: PERMISSIONS, status: 200, ...answer });
  const value = await callTool(bench.url, bench.sandbox.token, 'create_chat_rule', { ...args });
  const sent = bench.sandbox.requests.filter(({ method }) => method === 'POST');
  return { value, sent };
}

describe('a tool that changes something', () => {
  test.each(['admin', 'readwrite', 'read-write', 'read_write', 'read write', 'ReadWrite', 'READ_WRITE'])(
    'is allowed for the role %s',
    async (role) => {
      const { value } = await addRule({ body: [role] }, { ...RULE, scope_type: 'user' });
      expect(value.name).toBe(RULE.name);
    },
  );

  test.each([
    ['readonly', ['readonly']],
    ['read-only', ['read-only']],
    ['readandrun', ['readandrun']],
    ['readandrunwithassistant', ['readandrunwithassistant']],
    ['a role that nobody knows', ['superuser']],
    ['a name that only contains admin', ['not-admin']],
    ['no role at all', []],
  ])('is refused for %s, and nothing is sent', async (_, body) => {
    const { value, sent } = await addRule({ body });
    expect(value.error).toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('admin of checkout-prod'),
      detail: { workspace: 'checkout-prod', roles: body },
    });
    expect(sent).toEqual([]);
  });

  test.each<[string, Partial<Fault>]>([
    ['is refused', { status: 403, body: { detail: 'no' } }],
    ['finds nothing', { status: 404, body: { detail: 'no' } }],
    ['answers something else', { body: { roles: ['admin'] } }],
    ['breaks', { status: 500, body: { detail: 'no' } }],
  ])('is refused where the look-up of the role %s', async (_, answer) => {
    const { value, sent } = await addRule(answer);
    expect(value.error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('role in checkout-prod could not be read, so nothing was done'),
      hint: expect.stringContaining('Call again in a moment'),
      detail: { workspace: 'checkout-prod', cause: expect.any(String) },
    });
    expect(sent).toEqual([]);
  });

  test('is refused in a workspace where the role is another than in the one before', async () => {
    const { url, sandbox } = await httpBench();
    const [first, second] = [...sandbox.world.workspaces.keys()] as [string, string];
    const path = `/api/v3/workspaces/${second}/my-permissions`;
    sandbox.faults.add({ path, status: 200, body: ['readonly'] });
    const addTo = (workspace_name: string) =>
      callTool(url, sandbox.token, 'create_chat_rule', { ...RULE, workspace_name });
    expect((await addTo(first)).name).toBe(RULE.name);
    const { error } = await addTo(second);
    expect(error).toMatchObject({ code: 'forbidden', detail: { workspace: second, roles: ['readonly'] } });
    expect(error.message).toMatch(/needs the role \S+/);
  });

  test.each<[string, (sandbox: Sandbox) => void]>([
    [
      'whose role is taken away',
      ({ world }) => world.workspaces.get('checkout-prod')!.members.delete('ada@checkout.example'),
    ],
    ['whose workspace is deleted', ({ world }) => world.workspaces.delete('checkout-prod')],
  ])('is refused at once for a caller %s, and nothing is read', async (_, change) => {
    const { url, sandbox } = await httpBench();
    const read = () =>
      callTool(url, sandbox.token, 'get_workspace_issues', { workspace_name: 'checkout-prod' });
    expect((await read()).count).toBeGreaterThan(0);
    change(sandbox);
    for (const answer of [await read(), await callTool(url, sandbox.token, 'create_chat_rule', RULE)])
      expect(answer).toMatchObject({
        error: { message: expect.stringContaining('sees no workspace called "checkout-prod"') },
      });
  });

  test('is refused a run for the role that may only run', async () => {
    const { url, sandbox } = await httpBench();
    sandbox.faults.add({ path: PERMISSIONS, status: 200, body: ['readandrun'] });
    const run = { workspace_name: 'checkout-prod', slx_name: 'checkout-api-pods' };
    expect((await callTool(url, sandbox.token, 'run_slx', run)).error.code).toBe('forbidden');
  });

  test('is refused for a role that lets nobody change, with the names of those that do', async () => {
    const { value } = await addRule({ body: ['readonly'] }, { ...RULE, scope_type: 'user' });
    expect(value.error.message).toMatch(/needs the role \w+ or [\w -]+ in checkout-prod/);
  });

  test('is refused for a workspace that is no text', async () => {
    const { value, sent } = await addRule({ body: ['admin'] }, { ...RULE, workspace_name: 5 });
    expect(value.error.code).toBe('invalid_arguments');
    expect(sent).toEqual([]);
  });

  test('is refused without a workspace', async () => {
    const { value, sent } = await addRule({ body: ['admin'] }, { ...RULE, workspace_name: undefined });
    expect(value.error.code).toBe('invalid_arguments');
    expect(sent).toEqual([]);
  });

  test('looks the role up once for calls that follow each other', async () => {
    const { url, sandbox } = await httpBench();
    for (let i = 0; i < 3; i += 1) await callTool(url, sandbox.token, 'create_chat_rule', RULE);
    expect(sandbox.requests.filter(({ path }) => path === PERMISSIONS)).toHaveLength(1);
  });

  test('is answered 401 where the platform refuses the token as the role is looked up', async () => {
    const { url, sandbox } = await httpBench();
    sandbox.faults.add({ path: PERMISSIONS, status: 401, body: { detail: 'Token is expired' } });
    const reply = await post(url, toolCall('create_chat_rule', RULE), { headers: authorized(sandbox.token) });
    expect(reply.status).toBe(401);
  });
});

describe('the one look-up of the role', () => {
  const sayReadonly = (name: string) => ({
    path: '/api/v3/workspaces',
    status: 200,
    body: { count: 1, next: null, previous: null, results: [{ id: 1, name, userRole: 'readonly' }] },
  });

  test('decides, whatever the list of workspaces says beside it, and that list is read once', async () => {
    const { url, sandbox } = await httpBench();
    sandbox.faults.add(sayReadonly('checkout-prod'));
    sandbox.faults.add({ path: PERMISSIONS, status: 200, body: ['admin'] });
    expect((await callTool(url, sandbox.token, 'create_chat_rule', RULE)).name).toBe(RULE.name);
    const asked = sandbox.requests.filter(({ path }) => /\/(workspaces|my-permissions)$/.test(path));
    expect(asked.map(({ path }) => path).toSorted()).toEqual(['/api/v3/workspaces', PERMISSIONS]);
  });

  test.each([
    ['run_script', { script: 'echo' }, ['readwrite'], 'the role admin in'],
    ['create_chat_rule', { ...RULE, scope_type: 'workspace' }, ['readwrite'], 'the role admin in'],
    [
      'commit_slx',
      { slx_name: 'shop-home', alias: 'a', statement: 'b', script: 'x' },
      ['readandrun'],
      'readwrite',
    ],
  ])('refuses %s where it asks for more', async (tool, args, body, words) => {
    const { url, sandbox } = await httpBench();
    sandbox.faults.add({ path: PERMISSIONS, status: 200, body });
    const { error } = await callTool(url, sandbox.token, tool, { workspace_name: 'checkout-prod', ...args });
    expect(error).toMatchObject({ code: 'forbidden', detail: { roles: body } });
    expect(error.message).toContain(words);
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('a tool that executes something', () => {
  test('is refused for a caller who may only read', async () => {
    const { url, sandbox } = await httpBench();
    const args = { workspace_name: 'checkout-prod', slx_name: 'checkout-api-pods' };
    const { error } = await callTool(url, sandbox.tokens.readonly, 'run_slx', args);
    expect(error).toMatchObject({ code: 'forbidden', detail: { roles: ['readonly'] } });
  });
});

describe('a tool that reads', () => {
  test('needs no role but that of a reader, and nobody asks for it', async () => {
    const { url, sandbox } = await httpBench();
    const args = { workspace_name: 'checkout-prod' };
    const { results } = await callTool(url, sandbox.tokens.readonly, 'get_workspace_issues', args);
    expect(results.length).toBeGreaterThan(0);
    expect(sandbox.requests.filter(({ path }) => path === PERMISSIONS)).toEqual([]);
  });
});

test('a read-only server refuses tools that change something, whatever the role', async () => {
  const { url, sandbox } = await httpBench({ environment: { MCP_READ_ONLY: 'true' } });
  const reply = await post(url, toolCall('create_chat_rule', RULE), { headers: authorized(sandbox.token) });
  expect(await reply.text()).toContain('read-only');
  expect(sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
});
