import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { ruleId } from './rule-fields.ts';

export const getChatRule = defineTool({
  name: 'get_chat_rule',
  title: 'Get chat rule',
  description: 'One chat rule in full.',
  toolset: 'chat-rules',
  effect: 'read',
  keepsText: true,
  input: z.object({ rule_id: ruleId, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    return context.platform.chatConfig.rules.get(workspace, args.rule_id, context);
  },
});
