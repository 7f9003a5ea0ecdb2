import { describe, expect, test } from 'vitest';
import { createChatCommand } from '../../../src/tools/chat-commands/create-chat-command.ts';
import { updateChatCommand } from '../../../src/tools/chat-commands/update-chat-command.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const CRON = '0 6 * * *';

const puts = ({ sandbox }: ToolBench) => sandbox.requests.filter(({ method }) => method === 'PUT');

async function benchWithCommand(fields: Record<string, unknown> = {}) {
  const bench = await toolBench();
  const command = await bench.call(createChatCommand, {
    workspace_name,
    name: 'report',
    command_content: 'Report.',
    description: 'what broke',
    ...fields,
  });
  const args = (changes: Record<string, unknown>) => ({ workspace_name, command_id: command.id, ...changes });
  return {
    bench,
    command,
    update: (changes: Record<string, unknown>) => bench.call(updateChatCommand, args(changes)),
    refusal: (changes: Record<string, unknown>) => bench.refusal(updateChatCommand, args(changes)),
  };
}

describe('update_chat_command', () => {
  test('sends what is given and nothing else, without reading first', async () => {
    const { bench, update } = await benchWithCommand();
    const command = await update({ description: 'news' });
    expect(command).toMatchObject({ name: 'report', description: 'news' });
    expect(puts(bench).map(({ body }) => body)).toEqual([{ description: 'news' }]);
    expect(bench.sandbox.requests.filter(({ path }) => /commands\/\d+$/.test(path))).toHaveLength(1);
  });

  test('pauses and resumes a schedule', async () => {
    const { update } = await benchWithCommand({ cron_schedule: CRON });
    expect((await update({ schedule_paused: true })).schedule).toEqual({ cron_schedule: CRON, paused: true });
    expect((await update({ schedule_paused: false })).schedule.next_runs_utc).toHaveLength(3);
  });

  test('an empty schedule removes it', async () => {
    const { bench, update } = await benchWithCommand({ cron_schedule: CRON });
    const reply = await update({ cron_schedule: '' });
    expect(puts(bench)[0]!.body).toEqual({ cron_schedule: '' });
    expect(reply).not.toHaveProperty('schedule');
    expect(reply.cron_schedule).toBeNull();
  });

  test('clear_max_runs removes the budget, reset_runs_completed starts counting again', async () => {
    const { bench, update } = await benchWithCommand({ max_runs: 3 });
    const command = await update({ clear_max_runs: true, reset_runs_completed: true });
    expect(puts(bench)[0]!.body).toEqual({ max_runs: null, reset_runs_completed: true });
    expect(command).toMatchObject({ max_runs: null, runs_completed: 0 });
  });

  test('a scope_id alone goes with the stored scope type', async () => {
    const { update } = await benchWithCommand({ scope_type: 'persona', scope_id: 'eager-edgar' });
    const command = await update({ scope_id: 'checkout-prod--dev-danica' });
    expect(command).toMatchObject({ scope_type: 'persona', scope_id: 'dev-danica' });
  });

  test('a scope_id for a command that does not exist writes nothing', async () => {
    const { bench } = await benchWithCommand();
    const error = await bench.refusal(updateChatCommand, {
      workspace_name,
      command_id: 7,
      scope_id: 'dev-danica',
    });
    expect(error.code).toBe('not_found');
    expect(puts(bench)).toEqual([]);
  });

  test('a stored workspace id is never taken for an assistant', async () => {
    const { bench, refusal } = await benchWithCommand();
    const error = await refusal({ scope_type: 'persona', cron_schedule: CRON });
    expect(error.message).toContain('scope_id');
    expect(puts(bench)).toEqual([]);
  });

  test("a schedule on an assistant's command is run by that assistant", async () => {
    const { bench, update, command } = await benchWithCommand({
      scope_type: 'persona',
      scope_id: 'eager-edgar',
    });
    bench.sandbox.world.workspaces.get(workspace_name)!.commands.get(command.id)!.scope_id =
      'checkout-prod--eager-edgar';
    await update({ cron_schedule: CRON });
    expect(puts(bench)[0]!.body).toEqual({
      cron_schedule: CRON,
      assistant_name: 'checkout-prod--eager-edgar',
    });
  });

  test("a schedule on an assistant's command leaves the assistant that was chosen for it", async () => {
    const { update } = await benchWithCommand({
      scope_type: 'persona',
      scope_id: 'eager-edgar',
      assistant_name: 'dev-danica',
    });
    const command = await update({ cron_schedule: CRON });
    expect(command.assistant_name).toBe('checkout-prod--dev-danica');
  });

  test('an assistant is stored in the form that the stored scope asks for', async () => {
    const { update } = await benchWithCommand();
    expect((await update({ assistant_name: 'checkout-prod--dev-danica' })).assistant_name).toBe('dev-danica');
  });

  test.each([
    [{}, 'Nothing to change'],
    [{ cron_schedule: '* * *' }, '3 fields'],
    [{ max_runs: 2, clear_max_runs: true }, 'cannot be combined'],
    [{ sink_configs: [{ type: 'slack', mode: 'webhook' }] }, 'needs a URL'],
    [{ assistant_name: 'pay-core-7--edgar' }, 'reserved'],
    [{ runs: 3 }, 'did you mean'],
  ])('refuses %j without a write', async (changes, problem) => {
    const { bench, refusal } = await benchWithCommand();
    expect((await refusal(changes)).message).toContain(problem);
    expect(puts(bench)).toEqual([]);
  });
});
