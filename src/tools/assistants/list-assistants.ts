import { z } from 'zod';
import { compact } from '../compact.ts';
import { defineTool } from '../define-tool.ts';
import { fitRows } from '../fit-rows.ts';
import { workspaceName } from '../inputs.ts';
import { workspaceOf } from '../workspace.ts';

export const listAssistants = defineTool({
  name: 'list_assistants',
  title: 'List assistants',
  description:
    'The workspace’s assistants (personas). shortName is what workspace_chat takes as persona_name.',
  toolset: 'assistants',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    limit: z.int().min(1).max(1000).default(200).describe('Most rows'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run({ workspace_name, limit, offset }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const page = await context.platform.personas.list(workspace, { max: offset + limit }, context);
    return fitRows(page.results.map(compact), { count: page.count, offset });
  },
});
