import { z } from 'zod';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const searchWorkspace = defineTool({
  name: 'search_workspace',
  title: 'Search workspace',
  description: 'Finds tasks, SLXs and resources by keyword, raw. For questions use workspace_chat.',
  toolset: 'workspaces',
  effect: 'read',
  input: z.object({
    query: z.string().min(1).describe('Words'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const found = await context.platform.search.tasks(workspace, { query: args.query }, context);
    return { tasks: [], ...compact(found) };
  },
});
