import { z } from 'zod';
import { personaShortName } from '../../names/persona-name.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { assistantName } from './assistant-fields.ts';

export const deleteAssistant = defineTool({
  name: 'delete_assistant',
  title: 'Delete assistant',
  description: 'Removes an assistant (soft delete). Its rules and commands stay; delete those on their own.',
  toolset: 'assistants',
  effect: 'delete',
  input: z.object({ assistant_name: assistantName, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const name = personaShortName(workspace, args.assistant_name);
    const { personas } = context.platform;
    const assistant = await personas.get(workspace, name, context);
    await personas.delete(workspace, name, context);
    return {
      status: 'deleted',
      message: `Deleted assistant ${name} (soft delete). Rules and commands of its scope are still there.`,
      deleted: assistant,
    };
  },
});
