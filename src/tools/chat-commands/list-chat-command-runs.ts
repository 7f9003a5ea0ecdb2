import { z } from 'zod';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandId } from './command-fields.ts';

const RESULT_LENGTH = 600;

export const listChatCommandRuns = defineTool({
  name: 'list_chat_command_runs',
  title: 'List chat command runs',
  description: 'Runs of a command, scheduled or started by run_chat_command, with status and result.',
  toolset: 'chat-commands',
  effect: 'read',
  input: z.object({
    command_id: commandId,
    workspace_name: workspaceName,
    limit: z.int().min(1).max(100).default(20).describe('How many of the newest'),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const rows = await context.platform.chatConfig.commands.executions(
      workspace,
      args.command_id,
      { limit: args.limit },
      context,
    );
    return { count: rows.length, results: rows.map(runRow) };
  },
});

/** Whatever the platform says of a run, long texts cut. */
function runRow(run: Record<string, unknown>) {
  const entries = Object.entries(run).map(([name, value]) => [
    name,
    typeof value === 'string' ? shorten(value, RESULT_LENGTH) : value,
  ]);
  return compact(Object.fromEntries(entries));
}
