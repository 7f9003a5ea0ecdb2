import { z } from 'zod';
import { listOrSayWhyNone, scopeFilters, skippedRows } from '../../chat-config/list-in-scope.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

const CONTENT_LENGTH = 300;

export const listChatCommands = defineTool({
  name: 'list_chat_commands',
  title: 'List chat commands',
  description: 'Saved prompts and their schedules, long ones cut; whole: get_chat_command.',
  toolset: 'chat-commands',
  effect: 'read',
  input: z.object({ workspace_name: workspaceName, ...scopeFilters }),
  async run({ workspace_name, ...filters }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const { commands } = context.platform.chatConfig;
    const { page, none } = await listOrSayWhyNone(
      'command',
      filters,
      workspace,
      (query) => commands.list(workspace, query, context),
      context,
    );
    const rows = page.results.map((command) =>
      compact({ ...command, command_content: shorten(command.command_content, CONTENT_LENGTH) }),
    );
    return {
      ...fitRows(rows, { count: page.count, offset: skippedRows(filters), incomplete: page.incomplete }),
      ...none,
    };
  },
});
