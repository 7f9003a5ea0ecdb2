import { z } from 'zod';
import { scopeId, scopeLabel, scopeNeed, scopeType, storedScope } from '../../chat-config/chat-scope.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { dryRunFlag, ruleContent, ruleName } from './rule-fields.ts';

export const createChatRule = defineTool({
  name: 'create_chat_rule',
  title: 'Create chat rule',
  description:
    'Adds a rule that every answer in its scope follows. What makes a good one: skill manage-rules.',
  toolset: 'chat-rules',
  effect: 'write',
  needs: scopeNeed,
  keepsText: true,
  additive: true,
  input: z.object({
    workspace_name: workspaceName,
    name: ruleName,
    rule_content: ruleContent,
    scope_type: scopeType.default('workspace'),
    scope_id: scopeId,
    is_active: z.boolean().default(true).describe('false: keep it, unused'),
    dry_run: dryRunFlag,
  }),
  async run({ workspace_name, scope_type, scope_id, dry_run, ...fields }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const scope = await storedScope({ scope_type, scope_id }, workspace, context);
    const sent = { ...fields, ...scope };
    if (dry_run) {
      const message = `Nothing was sent. It would steer every answer for ${scopeLabel(scope)}.`;
      return { status: 'dry_run', message, would_create: sent };
    }
    const rule = await context.platform.chatConfig.rules.create(workspace, sent, context);
    return { ...rule, message: `Created rule ${rule.id} for ${scopeLabel(rule)}.` };
  },
});
