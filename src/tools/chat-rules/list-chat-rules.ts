import { z } from 'zod';
import { listOrSayWhyNone, scopeFilters, skippedRows } from '../../chat-config/list-in-scope.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const listChatRules = defineTool({
  name: 'list_chat_rules',
  title: 'List chat rules',
  description: "Rules that steer every answer. Without scope_type: the workspace's, assistants' and yours.",
  toolset: 'chat-rules',
  effect: 'read',
  input: z.object({ workspace_name: workspaceName, ...scopeFilters }),
  async run({ workspace_name, ...filters }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const { rules } = context.platform.chatConfig;
    const { page, none } = await listOrSayWhyNone(
      'rule',
      filters,
      workspace,
      (query) => rules.list(workspace, query, context),
      context,
    );
    return {
      ...fitRows(page.results.map(compact), {
        count: page.count,
        offset: skippedRows(filters),
        incomplete: page.incomplete,
      }),
      ...none,
    };
  },
});
