import { describe, expect, test } from 'vitest';
import { createChatCommand } from '../../../src/tools/chat-commands/create-chat-command.ts';
import { listChatCommandRuns } from '../../../src/tools/chat-commands/list-chat-command-runs.ts';
import { updateChatCommand } from '../../../src/tools/chat-commands/update-chat-command.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const DRY_RUN = '/api/v3/workspaces/checkout-prod/chat-config/dry-run';
const COMMAND = { workspace_name, name: 'standup', command_content: 'What fails in payments-api?' };
const slack = (target: string) => [{ type: 'slack', mode: 'channel', target }];

const saved = ({ sandbox }: ToolBench) =>
  sandbox.requests.filter(({ method, path }) => method !== 'GET' && /\/commands/.test(path));
const tried = ({ sandbox }: ToolBench) => sandbox.requests.filter(({ path }) => path === DRY_RUN);

describe('create_chat_command with dry_run', () => {
  test('runs the prompt once, shows what its sinks would get, and saves nothing', async () => {
    const bench = await toolBench();
    const reply = await bench.call(createChatCommand, {
      ...COMMAND,
      sink_configs: slack('#sre'),
      run_as_user: 'ada@checkout.example',
      assistant_name: 'eager-edgar',
      cron_schedule: '0 6 * * *',
      dry_run: true,
    });
    expect(reply).toMatchObject({
      status: 'dry_run',
      would_create: { name: 'standup', scope_type: 'workspace', assistant_name: 'eager-edgar' },
      schedule: { cron_schedule: '0 6 * * *' },
      run: { status: 'succeeded', sink_previews: [{ type: 'slack', target: '#sre', header: 'standup' }] },
    });
    expect(reply.run.result).toContain('payments-api exhausted its database connection pool');
    expect(reply.run.sink_previews[0].body).toBe(reply.run.result);
    expect(reply).not.toHaveProperty('notes');
    expect(reply.would_create).not.toHaveProperty('dry_run');
    expect(saved(bench)).toEqual([]);
    expect(tried(bench)[0]!.body).toEqual({
      command_content: COMMAND.command_content,
      run_as_user: 'ada@checkout.example',
      name: 'standup',
      scope_type: 'workspace',
      scope_id: workspace_name,
      assistant_name: 'eager-edgar',
      sink_configs: slack('#sre'),
    });
  });

  test('is tried as the caller where nobody is named, and says so', async () => {
    const bench = await toolBench();
    const reply = await bench.call(createChatCommand, { ...COMMAND, dry_run: true });
    expect(tried(bench)[0]!.body).toMatchObject({ run_as_user: 'ada@checkout.example' });
    expect(reply.notes).toEqual([expect.stringContaining('as ada@checkout.example')]);
  });

  test('in a workspace scope is for admins, in the own scope for any member', async () => {
    const { refusal, call } = await toolBench({ as: 'readonly' });
    const error = await refusal(createChatCommand, { ...COMMAND, dry_run: true });
    expect(error).toMatchObject({ code: 'forbidden', status: 403 });
    const own = await call(createChatCommand, { ...COMMAND, scope_type: 'user', dry_run: true });
    expect(own.run.status).toBe('succeeded');
  });

  test('refuses what a save would refuse, before anything is sent', async () => {
    const bench = await toolBench();
    const blank = { ...COMMAND, sink_configs: slack(' '), dry_run: true };
    expect((await bench.refusal(createChatCommand, blank)).message).toContain('needs a target');
    expect(tried(bench)).toEqual([]);
  });

  test('on a platform without dry runs says so, beside what would be saved', async () => {
    const bench = await toolBench();
    bench.sandbox.faults.add({ path: DRY_RUN, status: 404, body: { detail: 'Not Found' } });
    const reply = await bench.call(createChatCommand, { ...COMMAND, dry_run: true });
    expect(reply.would_create.name).toBe('standup');
    expect(reply).not.toHaveProperty('run');
    expect(reply.notes.at(-1)).toContain('did not run');
  });

  test('one that takes long is looked at again by its id', async () => {
    const now = new Date();
    const bench = await toolBench({
      now: () => now,
      environment: { MCP_MAX_POLL_DURATION_S: '1', MCP_POLL_INTERVAL_S: '0.2' },
    });
    const reply = await bench.call(createChatCommand, { ...COMMAND, dry_run: true });
    expect(reply.run.status).toBe('pending');
    expect(reply.next).toContain(`dry_run_id=${reply.run.exec_id}`);
    now.setSeconds(now.getSeconds() + 5);
    const later = await bench.call(listChatCommandRuns, { workspace_name, dry_run_id: reply.run.exec_id });
    expect(later.results).toEqual([expect.objectContaining({ status: 'succeeded' })]);
  });

  test('one that fails is told as it is', async () => {
    const bench = await toolBench();
    const body = { exec_id: 7, status: 'failed', error: 'The assistant is not reachable.' };
    bench.sandbox.faults.add({ path: DRY_RUN, status: 202, body: { exec_id: 7, status: 'pending' } });
    bench.sandbox.faults.add({ path: `${DRY_RUN}/7`, status: 200, body });
    const reply = await bench.call(createChatCommand, { ...COMMAND, dry_run: true });
    expect(reply.run).toEqual(body);
  });
});

describe('update_chat_command with dry_run', () => {
  test('tries the stored command with the changes on top, and changes nothing', async () => {
    const bench = await toolBench({ environment: { MCP_CONFIRM: 'always' } });
    const command = await bench.call(createChatCommand, { ...COMMAND, sink_configs: slack('#sre') });
    const before = saved(bench).length;
    const reply = await bench.call(updateChatCommand, {
      workspace_name,
      command_id: command.id,
      command_content: 'What fails in the ingress?',
      dry_run: true,
    });
    expect(reply).toMatchObject({
      status: 'dry_run',
      command_id: command.id,
      would_change: { command_content: 'What fails in the ingress?' },
      run: { status: 'succeeded', sink_previews: [{ target: '#sre' }] },
    });
    expect(reply.run.result).toContain('checkout-ingress fails');
    expect(saved(bench)).toHaveLength(before);
  });
});

describe('a Slack channel', () => {
  test('that the platform lists passes without a word', async () => {
    const { call } = await toolBench();
    for (const target of ['#sre', 'SRE', 'C0SANDBOX0']) {
      const name = `report-${target.replace('#', 'x')}`;
      const reply = await call(createChatCommand, { ...COMMAND, name, sink_configs: slack(target) });
      expect(reply).not.toHaveProperty('notes');
    }
  });

  test('that it does not list is saved, with the nearest one suggested', async () => {
    const { call } = await toolBench();
    const reply = await call(createChatCommand, { ...COMMAND, sink_configs: slack('#incident') });
    expect(reply.notes).toEqual([
      expect.stringMatching(/no Slack channel "#incident"\. Did you mean #incidents\?.*#basket-oncall/),
    ]);
    const { id: command_id } = reply;
    const moved = await call(updateChatCommand, { workspace_name, command_id, sink_configs: slack('#ops') });
    expect(moved.notes).toEqual([expect.stringContaining('no Slack channel "#ops". It lists #sre')]);
  });

  test('in a workspace without Slack reaches nobody, and that is said', async () => {
    const bench = await toolBench();
    bench.sandbox.world.workspaces.get(workspace_name)!.slackChannels = null;
    const reply = await bench.call(createChatCommand, { ...COMMAND, sink_configs: slack('#sre') });
    expect(reply.notes).toEqual([expect.stringContaining('No Slack workspace is linked to checkout-prod')]);
  });

  test('is not looked up for other sinks; where it cannot be, that is a note', async () => {
    const bench = await toolBench();
    const asked = () => bench.sandbox.requests.filter(({ path }) => path.endsWith('/sink-suggestions/slack'));
    await bench.call(createChatCommand, {
      ...COMMAND,
      sink_configs: [{ type: 'email', mode: 'user' }],
    });
    expect(asked()).toEqual([]);
    bench.sandbox.faults.add({ path: /sink-suggestions/, status: 404, body: { detail: 'Not Found' } });
    const reply = await bench.call(createChatCommand, {
      ...COMMAND,
      name: 'again',
      sink_configs: slack('#x'),
    });
    expect(reply).toMatchObject({
      name: 'again',
      notes: [expect.stringContaining('could not be looked up')],
    });
  });
});

test('list_chat_command_runs takes one of command_id and dry_run_id', async () => {
  const { refusal } = await toolBench();
  expect((await refusal(listChatCommandRuns, { workspace_name })).message).toContain('takes one of');
  const both = { workspace_name, command_id: 1, dry_run_id: 2 };
  expect((await refusal(listChatCommandRuns, both)).message).toContain('takes one of');
  const unknown = { workspace_name, dry_run_id: 1 };
  expect((await refusal(listChatCommandRuns, unknown)).code).toBe('not_found');
});
