import { describe, expect, test } from 'vitest';
import { createChatCommand } from '../../../src/tools/chat-commands/create-chat-command.ts';
import { deleteChatCommand } from '../../../src/tools/chat-commands/delete-chat-command.ts';
import { getChatCommand } from '../../../src/tools/chat-commands/get-chat-command.ts';
import { listChatCommandRuns } from '../../../src/tools/chat-commands/list-chat-command-runs.ts';
import { listChatCommands } from '../../../src/tools/chat-commands/list-chat-commands.ts';
import { runChatCommand } from '../../../src/tools/chat-commands/run-chat-command.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const COMMAND = { workspace_name, name: 'report', command_content: 'Report what broke.' };

const sentBodies = ({ sandbox }: ToolBench) =>
  sandbox.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('list_chat_commands', () => {
  test('shows commands with their schedules, long prompts cut', async () => {
    const { call } = await toolBench();
    await call(createChatCommand, { ...COMMAND, command_content: 'x'.repeat(900) });
    const { count, results } = await call(listChatCommands, { workspace_name });
    expect(count).toBe(4);
    expect(results[0]).toMatchObject({ name: 'morning-report', cron_schedule: '0 6 * * 1-5' });
    expect(results.at(-1).command_content).toHaveLength(300);
  });

  test('a scope type that does not exist is refused with those that do', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(listChatCommands, { workspace_name, scope_type: 'team' });
    expect(error.hint).toContain('persona');
  });
});

describe('get_chat_command', () => {
  test('shows the whole prompt and the next times', async () => {
    const { call } = await toolBench();
    const made = await call(createChatCommand, { ...COMMAND, cron_schedule: '0 6 * * *' });
    const command = await call(getChatCommand, { workspace_name, command_id: made.id });
    expect(command.command_content).toBe('Report what broke.');
    expect(command.schedule.next_runs_utc).toHaveLength(3);
  });

  test('an unknown id is not found', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(getChatCommand, { workspace_name, command_id: 7 })).code).toBe('not_found');
  });
});

describe('create_chat_command', () => {
  test('takes every field of a schedule and answers with its next times', async () => {
    const { call } = await toolBench();
    const command = await call(createChatCommand, {
      ...COMMAND,
      cron_schedule: '30 5 * * 1',
      sink_configs: [{ type: 'slack', mode: 'channel', target: '#sre' }],
      run_as_user: 'ada@checkout.example',
      assistant_name: 'checkout-prod--eager-edgar',
      max_runs: 5,
      schedule_paused: false,
      auto_approve_readonly: true,
    });
    const { schedule } = command;
    expect(schedule.next_runs_utc).toHaveLength(3);
    expect(schedule.next_runs_utc[0]).toMatch(/T05:30:00/);
    expect(command).toMatchObject({
      scope_type: 'workspace',
      assistant_name: 'eager-edgar',
      max_runs: 5,
      auto_approve_readonly: true,
      sink_configs: [{ type: 'slack', mode: 'channel', target: '#sre' }],
    });
  });

  test('sinks may come as JSON text', async () => {
    const { call } = await toolBench();
    const command = await call(createChatCommand, {
      ...COMMAND,
      sink_configs: '[{"type":"email","mode":"all-workspace-users"}]',
    });
    expect(command.sink_configs).toEqual([{ type: 'email', mode: 'all-workspace-users' }]);
  });

  test('a scheduled command of an assistant is run by it, under its full name', async () => {
    const { call } = await toolBench();
    const scope = { scope_type: 'persona', scope_id: 'eager-edgar' };
    const command = await call(createChatCommand, { ...COMMAND, ...scope, cron_schedule: '0 6 * * *' });
    expect(command).toMatchObject({ scope_id: 'eager-edgar', assistant_name: 'checkout-prod--eager-edgar' });
    const named = await call(createChatCommand, { ...COMMAND, ...scope, assistant_name: 'dev-danica' });
    expect(named.assistant_name).toBe('checkout-prod--dev-danica');
  });

  test('a paused schedule names no next times', async () => {
    const { call } = await toolBench();
    const reply = await call(createChatCommand, {
      ...COMMAND,
      cron_schedule: '0 6 * * *',
      schedule_paused: true,
    });
    expect(reply.schedule).toEqual({ cron_schedule: '0 6 * * *', paused: true });
  });

  test.each([
    [{ cron_schedule: '0 6 * *' }, 'not a cron schedule'],
    [{ cron_schedule: 'at six' }, 'not a cron schedule'],
    [{ sink_configs: [{ type: 'slack', mode: 'channel' }] }, 'sink_configs[0]: mode channel needs a target'],
    [{ sink_configs: [{ type: 'slack', mode: 'webhook', target: 'hook' }] }, 'needs a URL'],
    [{ sink_configs: [{ type: 'pager', mode: 'user' }] }, 'sink_configs.0.type'],
    [{ name: 'two words' }, 'letters, digits'],
    [{ command_content: ' ' }, 'blank'],
    [{ max_runs: 0 }, 'max_runs'],
  ])('refuses %j before anything is sent', async (fields, problem) => {
    const bench = await toolBench();
    expect((await bench.refusal(createChatCommand, { ...COMMAND, ...fields })).message).toContain(problem);
    expect(sentBodies(bench)).toEqual([]);
  });
});

describe('delete_chat_command', () => {
  test('returns what it deleted', async () => {
    const { call, refusal } = await toolBench();
    const command = await call(createChatCommand, COMMAND);
    const reply = await call(deleteChatCommand, { workspace_name, command_id: command.id });
    expect(reply).toMatchObject({
      message: 'Deleted command report of workspace.',
      deleted: { name: 'report' },
    });
    expect((await refusal(getChatCommand, { workspace_name, command_id: command.id })).code).toBe(
      'not_found',
    );
  });

  test('a reader is refused', async () => {
    const { refusal, sandbox } = await toolBench({ as: 'readonly' });
    const [command] = sandbox.world.workspaces.get(workspace_name)!.commands.values();
    expect((await refusal(deleteChatCommand, { workspace_name, command_id: command!.id })).code).toBe(
      'forbidden',
    );
  });
});

describe('run_chat_command and list_chat_command_runs', () => {
  test('a run is queued, and later listed as done', async () => {
    let now = Date.now();
    const { call } = await toolBench({ now: () => new Date(now) });
    const command = await call(createChatCommand, COMMAND);
    const ids = { workspace_name, command_id: command.id };
    const queued = await call(runChatCommand, ids);
    expect(queued).toMatchObject({
      next: `list_chat_command_runs(workspace_name="${workspace_name}", command_id=${command.id})`,
      reply: { status: 'queued' },
    });
    now += 2000;
    const { count, results } = await call(listChatCommandRuns, ids);
    expect(count).toBe(1);
    expect(results[0]).toMatchObject({ id: queued.reply.exec_id, status: 'succeeded' });
  });

  test('a budget that is used up is said', async () => {
    let now = Date.now();
    const { call, refusal } = await toolBench({ now: () => new Date(now) });
    const command = await call(createChatCommand, { ...COMMAND, max_runs: 1 });
    const ids = { workspace_name, command_id: command.id };
    await call(runChatCommand, ids);
    now += 2000;
    const error = await refusal(runChatCommand, ids);
    expect(error).toMatchObject({ code: 'conflict', status: 409 });
    expect(error.message).toContain('all of its 1 runs');
  });

  test('limit is honoured', async () => {
    const { call, sandbox } = await toolBench();
    const [command] = sandbox.world.workspaces.get(workspace_name)!.commands.values();
    const reply = await call(listChatCommandRuns, { workspace_name, command_id: command!.id, limit: 1 });
    expect(reply.results).toHaveLength(1);
  });

  test('says where results go, and that there was no run yet', async () => {
    const { call } = await toolBench();
    const sink_configs = [{ type: 'slack', mode: 'channel', target: '#checkout-ops' }];
    const { id } = await call(createChatCommand, { ...COMMAND, sink_configs });
    const reply = await call(listChatCommandRuns, { workspace_name, command_id: id });
    expect(reply).toMatchObject({ results_go_to: ['slack channel #checkout-ops'], count: 0 });
    expect(reply.notes[0]).toContain('has not run yet');
    const plain = await call(createChatCommand, { ...COMMAND, name: 'plain', sink_configs: [] });
    const silent = await call(listChatCommandRuns, { workspace_name, command_id: plain.id });
    expect(silent.results_go_to[0]).toContain('nowhere');
  });

  test('a long result is cut among others, and whole where its run is named', async () => {
    const { call, refusal, sandbox } = await toolBench();
    const { commands, executions } = sandbox.world.workspaces.get(workspace_name)!;
    const [command] = commands.values();
    const all = [...executions.values()].filter(({ command_id }) => command_id === command!.id);
    expect(all.length).toBeGreaterThan(1);
    for (const one of all) one.result = 'long '.repeat(400);
    const ids = { workspace_name, command_id: command!.id };
    const listed = await call(listChatCommandRuns, ids);
    expect(listed.results[0].result).toHaveLength(600);
    expect(listed.notes).toEqual([
      'status tells how the prompt ended; whether its result arrived is not published.',
      'Long results are cut: call again with run_id for one in full.',
    ]);
    const oldest = listed.results.at(-1).id;
    const one = await call(listChatCommandRuns, { ...ids, run_id: oldest });
    expect(one).toMatchObject({ count: 1, results: [{ id: oldest, result: 'long '.repeat(400) }] });
    const newest = await call(listChatCommandRuns, { ...ids, limit: 1 });
    expect(newest.results[0].result).toHaveLength(2000);
    const error = await refusal(listChatCommandRuns, { ...ids, run_id: 1 });
    expect(error).toMatchObject({ code: 'not_found', hint: expect.stringContaining(String(oldest)) });
  });

  test('runs of an unknown command are not found', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(listChatCommandRuns, { workspace_name, command_id: 7 })).code).toBe('not_found');
  });
});
