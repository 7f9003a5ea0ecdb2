import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandId } from './command-fields.ts';
import { scheduleOf } from './schedule.ts';

export const getChatCommand = defineTool({
  name: 'get_chat_command',
  title: 'Get chat command',
  description: 'One chat command in full, with its next scheduled times.',
  toolset: 'chat-commands',
  effect: 'read',
  keepsText: true,
  input: z.object({ command_id: commandId, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const command = await context.platform.chatConfig.commands.get(workspace, args.command_id, context);
    return { ...command, schedule: scheduleOf(command) };
  },
});
