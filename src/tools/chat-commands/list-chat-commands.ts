import { z } from 'zod';
import { compact, shorten } from '../compact.ts';
import { defineTool } from '../define-tool.ts';
import { fitRows } from '../fit-rows.ts';
import { workspaceName } from '../inputs.ts';
import { listInScope, scopeFilters } from '../list-in-scope.ts';
import { workspaceOf } from '../workspace.ts';

const CONTENT_LENGTH = 300;

export const listChatCommands = defineTool({
  name: 'list_chat_commands',
  title: 'List chat commands',
  description: 'Saved prompts of the assistant and their schedules, long ones cut; whole: get_chat_command.',
  toolset: 'chat-commands',
  effect: 'read',
  input: z.object({ workspace_name: workspaceName, ...scopeFilters }),
  async run({ workspace_name, ...filters }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const page = await listInScope(filters, workspace, (query) =>
      context.platform.chatConfig.commands.list(workspace, query, context),
    );
    const rows = page.results.map((command) =>
      compact({ ...command, command_content: shorten(command.command_content, CONTENT_LENGTH) }),
    );
    return fitRows(rows, { count: page.count, offset: filters.offset });
  },
});
