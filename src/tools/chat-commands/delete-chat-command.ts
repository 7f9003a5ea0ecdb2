import { z } from 'zod';
import { scopeLabel } from '../../chat-config/chat-scope.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandId } from './command-fields.ts';

export const deleteChatCommand = defineTool({
  name: 'delete_chat_command',
  title: 'Delete chat command',
  description: 'Deletes a command and its schedule for good. To pause it: update_chat_command.',
  toolset: 'chat-commands',
  effect: 'delete',
  input: z.object({ command_id: commandId, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { commands } = context.platform.chatConfig;
    const command = await commands.get(workspace, args.command_id, context);
    await commands.delete(workspace, args.command_id, context);
    return {
      status: 'deleted',
      message: `Deleted command ${command.name} of ${scopeLabel(command)}.`,
      deleted: command,
    };
  },
});
