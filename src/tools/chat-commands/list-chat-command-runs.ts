import { z } from 'zod';
import { compact } from '../compact.ts';
import { defineTool } from '../define-tool.ts';
import { fitRows } from '../fit-rows.ts';
import { workspaceName } from '../inputs.ts';
import { workspaceOf } from '../workspace.ts';
import { commandId } from './command-fields.ts';

export const listChatCommandRuns = defineTool({
  name: 'list_chat_command_runs',
  title: 'List chat command runs',
  description: 'Runs of a command, scheduled or started by run_chat_command, with status and result.',
  toolset: 'chat-commands',
  effect: 'read',
  input: z.object({
    command_id: commandId,
    workspace_name: workspaceName,
    limit: z.int().min(1).max(500).default(20).describe('How many of the newest'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const rows = await context.platform.chatConfig.commands.executions(
      workspace,
      args.command_id,
      { limit: args.limit },
      context,
    );
    return fitRows(rows.map(compact), { offset: args.offset });
  },
});
