import { z } from 'zod';
import { scopeNeed } from '../../chat-config/chat-scope.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandId } from './command-fields.ts';

export const runChatCommand = defineTool({
  name: 'run_chat_command',
  title: 'Run chat command now',
  description:
    'Queues one run of a command now, also of a paused one. Status and result: list_chat_command_runs.',
  toolset: 'chat-commands',
  effect: 'execute',
  needs: scopeNeed,
  input: z.object({ command_id: commandId, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const reply = await context.platform.chatConfig.commands.runNow(workspace, args.command_id, context);
    return {
      message: `Queued a run of command ${args.command_id}; one that is already running is not started again. It takes as long as an answer in chat.`,
      next: `list_chat_command_runs(workspace_name="${workspace}", command_id=${args.command_id})`,
      reply,
    };
  },
});
