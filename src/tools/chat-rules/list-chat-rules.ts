import { z } from 'zod';
import { compact } from '../compact.ts';
import { defineTool } from '../define-tool.ts';
import { fitRows } from '../fit-rows.ts';
import { workspaceName } from '../inputs.ts';
import { listInScope, scopeFilters } from '../list-in-scope.ts';
import { workspaceOf } from '../workspace.ts';

export const listChatRules = defineTool({
  name: 'list_chat_rules',
  title: 'List chat rules',
  description:
    "Rules that steer every answer of the assistant. Without scope_type: workspace, assistants' and your own.",
  toolset: 'chat-rules',
  effect: 'read',
  input: z.object({ workspace_name: workspaceName, ...scopeFilters }),
  async run({ workspace_name, ...filters }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const page = await listInScope(filters, workspace, (query) =>
      context.platform.chatConfig.rules.list(workspace, query, context),
    );
    return fitRows(page.results.map(compact), { count: page.count, offset: filters.offset });
  },
});
