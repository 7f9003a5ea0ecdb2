import { z } from 'zod';
import { scopeLabel, scopeNeed } from '../../chat-config/chat-scope.ts';
import { SHOWN_TEXT, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { ruleId } from './rule-fields.ts';

export const deleteChatRule = defineTool({
  name: 'delete_chat_rule',
  title: 'Delete chat rule',
  description: 'Deletes a rule for good. To pause it: update_chat_rule, is_active=false.',
  toolset: 'chat-rules',
  effect: 'delete',
  needs: scopeNeed,
  input: z.object({ rule_id: ruleId, workspace_name: workspaceName }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    const rule = await context.platform.chatConfig.rules.get(workspace, args.rule_id, context);
    return {
      act: `Delete chat rule ${rule.id} of ${scopeLabel(rule)} in ${workspace}`,
      details: [rule.name, shorten(rule.rule_content, SHOWN_TEXT) ?? 'Without text'],
      state: rule,
    };
  },
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { rules } = context.platform.chatConfig;
    const rule = await rules.get(workspace, args.rule_id, context);
    await rules.delete(workspace, args.rule_id, context);
    return { status: 'deleted', message: `Deleted rule ${rule.id} of ${scopeLabel(rule)}.`, deleted: rule };
  },
});
