import { z } from 'zod';
import { personaShortName } from '../../names/persona-name.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { assistantName } from './assistant-fields.ts';

export const getAssistant = defineTool({
  name: 'get_assistant',
  title: 'Get assistant',
  description: 'One assistant with all its settings.',
  toolset: 'assistants',
  effect: 'read',
  keepsText: true,
  input: z.object({ assistant_name: assistantName, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    return context.platform.personas.get(
      workspace,
      personaShortName(workspace, args.assistant_name),
      context,
    );
  },
});
