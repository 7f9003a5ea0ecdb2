import { z } from 'zod';
import { personaShortName } from '../../names/persona-name.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { assistantName } from './assistant-fields.ts';
import { runsTasks } from './run-choice.ts';

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
    const name = personaShortName(workspace, args.assistant_name);
    const assistant = await context.platform.personas.get(workspace, name, context);
    return { ...assistant, runs_tasks: runsTasks(assistant) };
  },
});
