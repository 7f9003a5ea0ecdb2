import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

const CONFIG = '/api/v3/workspaces/checkout-prod/chat-config';
const RULE = { name: 'quiet', rule_content: 'Be brief.' };
const COMMAND = { name: 'report', command_content: 'Report.', scope_type: 'workspace' };

let sandbox: Sandbox;
let now = Date.parse('2026-03-02T10:00:00Z');
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => new Date(now) });
});
afterAll(() => sandbox.close());

const call = requester(() => sandbox);
const as = (role: 'admin' | 'readonly' | 'outsider') => (method: string, path: string, body?: unknown) =>
  call(method, path, { body, as: role });

describe('chat rules', () => {
  test('a workspace rule takes a workspace admin', async () => {
    const body = { ...RULE, scope_type: 'workspace' };
    expect((await as('readonly')('POST', `${CONFIG}/rules`, body)).status).toBe(403);
    const created = await as('admin')('POST', `${CONFIG}/rules`, body);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ ...RULE, scope_id: 'checkout-prod', is_active: true });
  });

  test('a persona rule needs an assistant that exists', async () => {
    const rule = (scope_id: string) =>
      as('admin')('POST', `${CONFIG}/rules`, { ...RULE, scope_type: 'persona', scope_id });
    expect((await rule('nobody')).status).toBe(422);
    expect((await rule('eager-edgar')).status).toBe(201);
    expect((await rule('checkout-prod--eager-edgar')).status).toBe(201);
  });

  test('anyone with access has a user scope of their own, and only that', async () => {
    const rule = (scope_id?: string) =>
      as('readonly')('POST', `${CONFIG}/rules`, { ...RULE, scope_type: 'user', scope_id });
    expect((await rule('ada@checkout.example')).status).toBe(403);
    const own = await rule();
    expect(own.body).toMatchObject({ scope_type: 'user', scope_id: 'rui@checkout.example' });
    expect((await as('admin')('GET', `${CONFIG}/rules/${own.body.id}`)).status).toBe(404);
  });

  test('nobody in a workspace writes above it', async () => {
    const reply = await as('admin')('POST', `${CONFIG}/rules`, { ...RULE, scope_type: 'platform' });
    expect(reply.status).toBe(403);
  });

  test('an unknown scope type is a 422 that names the field', async () => {
    const reply = await as('admin')('POST', `${CONFIG}/rules`, { ...RULE, scope_type: 'team' });
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', 'scope_type']);
  });

  test('a list is paged by number', async () => {
    const first = await as('admin')('GET', `${CONFIG}/rules?page_size=2`);
    const second = await as('admin')('GET', `${CONFIG}/rules?page_size=2&page=2`);
    expect(first.body.results).toHaveLength(2);
    expect(first.body.next).toContain('page=2');
    expect(second.body.previous).toContain('page=1');
    expect(second.body.results[0].id).not.toBe(first.body.results[0].id);
    expect((await as('admin')('GET', `${CONFIG}/rules?page_size=201`)).status).toBe(422);
  });

  test('an update leaves what it does not name, and a delete answers 204', async () => {
    const { body: rule } = await as('admin')('POST', `${CONFIG}/rules`, { ...RULE, scope_type: 'workspace' });
    const updated = await as('admin')('PUT', `${CONFIG}/rules/${rule.id}`, { is_active: false });
    expect(updated.body).toMatchObject({ ...RULE, is_active: false });
    expect(await as('admin')('DELETE', `${CONFIG}/rules/${rule.id}`)).toMatchObject({
      status: 204,
      body: '',
    });
    expect((await as('admin')('GET', `${CONFIG}/rules/${rule.id}`)).status).toBe(404);
  });

  test('the resolved configuration holds active rules of all scopes', async () => {
    const { body } = await as('admin')('GET', `${CONFIG}/resolved`);
    const names = body.rules.map(({ name }: { name: string }) => name);
    expect(names).toContain('ingress-noise');
    expect(names).not.toContain('black-friday-freeze');
  });

  test("another workspace's members see none of it", async () => {
    expect((await as('outsider')('GET', `${CONFIG}/rules`)).status).toBe(404);
  });
});

describe('chat commands', () => {
  const command = (fields: object) => as('admin')('POST', `${CONFIG}/commands`, { ...COMMAND, ...fields });

  test.each([
    ['a blank prompt', { command_content: '  ' }, 'command_content'],
    ['a name with a space', { name: 'a b' }, 'name'],
    ['a cron of six fields', { cron_schedule: '0 0 6 * * *' }, 'cron_schedule'],
    ['a stranger to run as', { run_as_user: 'x@y.example' }, 'run_as_user'],
    ['an unknown assistant', { assistant_name: 'nobody' }, 'assistant_name'],
    ['an unknown sink', { sink_configs: [{ type: 'pager', mode: 'user' }] }, 'sink_configs'],
  ])('%s is refused', async (_, fields, field) => {
    const reply = await command(fields);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc[1]).toBe(field);
  });

  test('an empty schedule and a null budget remove them; what is left out stays', async () => {
    const { body } = await command({ name: 'nightly', cron_schedule: '0 2 * * *', max_runs: 3 });
    const cleared = await as('admin')('PUT', `${CONFIG}/commands/${body.id}`, {
      cron_schedule: '',
      max_runs: null,
    });
    expect(cleared.body).toMatchObject({ name: 'nightly', cron_schedule: null, max_runs: null });
  });

  test('a run shows up at once, succeeds shortly after and counts against the budget', async () => {
    const { body } = await command({ name: 'once', max_runs: 1 });
    const path = `${CONFIG}/commands/${body.id}`;
    const queued = await as('admin')('POST', `${path}/run-now`);
    expect(queued.status).toBe(202);
    expect((await as('admin')('GET', `${path}/executions`)).body[0]).toMatchObject({ status: 'running' });

    expect((await as('admin')('POST', `${path}/run-now`)).body.exec_id).toBe(queued.body.exec_id);
    now += 2000;
    const done = (await as('admin')('GET', `${path}/executions`)).body;
    expect(done).toHaveLength(1);
    expect(done[0]).toMatchObject({ status: 'succeeded', finished_at: new Date(now).toISOString() });
    expect((await as('admin')('POST', `${path}/run-now`)).status).toBe(409);

    await as('admin')('PUT', path, { reset_runs_completed: true });
    expect((await as('admin')('POST', `${path}/run-now`)).status).toBe(202);
  });

  test('a reader may look at runs but not start one', async () => {
    const { body } = await command({ name: 'looked-at' });
    const path = `${CONFIG}/commands/${body.id}`;
    expect((await as('readonly')('POST', `${path}/run-now`)).status).toBe(403);
    expect((await as('readonly')('GET', `${path}/executions?limit=1`)).body).toEqual([]);
    expect((await as('readonly')('GET', `${path}/executions?limit=501`)).status).toBe(422);
  });
});
