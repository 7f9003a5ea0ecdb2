import { z } from 'zod';
import { movedScope, scopeId, scopeLabel, scopeNeed, scopeType } from '../../chat-config/chat-scope.ts';
import { requireChanges } from '../../tool-kit/changes.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { replacedText } from '../../tool-kit/text-difference.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { dryRunFlag, ruleContent, ruleId, ruleName } from './rule-fields.ts';

const DRY_RUN = {
  status: 'dry_run',
  message: 'Nothing was sent; fields that would_change does not name stay.',
};

export const updateChatRule = defineTool({
  name: 'update_chat_rule',
  title: 'Update chat rule',
  description: 'Changes the given fields of a rule; is_active=false switches it off.',
  toolset: 'chat-rules',
  effect: 'write',
  needs: scopeNeed,
  keepsText: true,
  idempotent: true,
  input: z.object({
    rule_id: ruleId,
    workspace_name: workspaceName,
    name: ruleName.optional(),
    rule_content: ruleContent.optional(),
    scope_type: scopeType.optional(),
    scope_id: scopeId,
    is_active: z.boolean().describe('Switch on or off').optional(),
    dry_run: dryRunFlag,
  }),
  async preview(args, context) {
    if (args.dry_run) return undefined;
    const workspace = await workspaceOf(args, context);
    const rule = await context.platform.chatConfig.rules.get(workspace, args.rule_id, context);
    return replacedText(
      `Change chat rule ${rule.id} of ${scopeLabel(rule)} in ${workspace}`,
      [
        { what: 'name', before: rule.name, after: args.name },
        { what: 'text', before: rule.rule_content, after: args.rule_content },
      ],
      rule,
    );
  },
  async run({ workspace_name, rule_id, scope_type, scope_id, dry_run, ...fields }, context) {
    requireChanges({ ...fields, scope_type, scope_id });
    const workspace = await workspaceOf({ workspace_name }, context);
    const { rules } = context.platform.chatConfig;
    const stored = () => rules.get(workspace, rule_id, context);
    const scope = await movedScope({ scope_type, scope_id }, workspace, stored, context);
    const sent = { ...fields, ...scope };
    if (dry_run)
      return {
        ...DRY_RUN,
        rule_id,
        would_change: sent,
        stored: await rules.get(workspace, rule_id, context),
      };
    const rule = await rules.update(workspace, rule_id, sent, context);
    return { ...rule, message: `Updated rule ${rule.id} for ${scopeLabel(rule)}.` };
  },
});
