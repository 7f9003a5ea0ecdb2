import { z } from 'zod';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const listAssistants = defineTool({
  name: 'list_assistants',
  title: 'List assistants',
  description: "Assistants (personas). shortName is workspace_chat's persona_name.",
  toolset: 'assistants',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    limit: z.int().min(1).max(200).default(100).describe('Most rows'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run({ workspace_name, limit, offset }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const page = await context.platform.personas.list(workspace, { max: offset + limit }, context);
    return fitRows(page.results.map(compact), { count: page.count, offset, incomplete: page.incomplete });
  },
});
