import { z } from 'zod';
import { scopeLabel, scopeNeed } from '../../chat-config/chat-scope.ts';
import { SHOWN_TEXT, shorten } from '../../tool-kit/compact.ts';
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
  needs: scopeNeed,
  input: z.object({ command_id: commandId, workspace_name: workspaceName }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    const command = await context.platform.chatConfig.commands.get(workspace, args.command_id, context);
    const { runs_completed: _, ...state } = command;
    return {
      act: `Delete chat command ${command.name} (${command.id}) of ${scopeLabel(command)} in ${workspace}`,
      details: [
        shorten(command.command_content, SHOWN_TEXT) ?? 'Without text',
        command.cron_schedule ? `Its schedule, ${command.cron_schedule} UTC` : 'It has no schedule',
      ],
      state,
    };
  },
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
