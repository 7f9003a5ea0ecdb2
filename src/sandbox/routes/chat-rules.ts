import { z } from 'zod';
import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { numberedPage, pageNumber } from '../http/page-number.ts';
import { pathInteger } from '../http/path-parameters.ts';
import { optionalBoolean, optionalText, parseQuery } from '../http/query.ts';
import { notFound, parseBody } from '../http/reply.ts';
import { inScope, isVisible, type Scope, updatedScope, writableScope } from '../rules/chat-scope.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

const RULES = `${V3}/chat-config/rules`;

const RuleCreate = z.object({
  name: z.string().max(200),
  rule_content: z.string(),
  scope_type: z.string(),
  scope_id: z.string().nullish(),
  is_active: z.boolean().default(true),
});

const RuleUpdate = z.object({
  name: z.string().nullish(),
  rule_content: z.string().nullish(),
  scope_type: z.string().nullish(),
  scope_id: z.string().nullish(),
  is_active: z.boolean().nullish(),
});

/** Chat rules, and the configuration that all scopes together give. */
export function chatRuleRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/chat-config/resolved`, (c) => {
    const { caller, workspace } = requireWorkspace(c, world, 'read');
    const active = (item: Scope & { is_active: boolean }) => item.is_active && isVisible(item, caller);
    return c.json({
      workspace_name: workspace.name,
      rules: [...workspace.rules.values()].filter(active),
      commands: [...workspace.commands.values()].filter(active),
    });
  });

  app.get(RULES, (c) => {
    const { caller, workspace } = requireWorkspace(c, world, 'read');
    const query = parseQuery(c, {
      scope_type: optionalText(),
      scope_id: optionalText(),
      is_active: optionalBoolean(),
      ...pageNumber,
    });
    return c.json(numberedPage(c, inScope(workspace.rules.values(), query, caller), query));
  });

  app.post(RULES, async (c) => {
    const access = requireWorkspace(c, world, 'read');
    const body = await parseBody(c, RuleCreate);
    const scope = writableScope(access, { scope_type: body.scope_type, scope_id: body.scope_id ?? null });
    const at = world.timestamp();
    const rule = {
      ...body,
      ...scope,
      id: world.nextId(),
      created_by: access.caller.email,
      created_at: at,
      updated_at: at,
    };
    access.workspace.rules.set(rule.id, rule);
    return c.json(rule, 201);
  });

  app.get(`${RULES}/:rule_id`, (c) => c.json(requireRule(c, world).rule));

  app.put(`${RULES}/:rule_id`, async (c) => {
    const { access, rule } = requireRule(c, world);
    const body = await parseBody(c, RuleUpdate);
    const scope = updatedScope(access, rule, body);
    const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value != null));
    Object.assign(rule, changes, scope, { updated_at: world.timestamp() });
    return c.json(rule);
  });

  app.delete(`${RULES}/:rule_id`, (c) => {
    const { access, rule } = requireRule(c, world);
    writableScope(access, rule);
    access.workspace.rules.delete(rule.id);
    return c.body(null, 204);
  });
}

function requireRule(c: SandboxContext, world: World) {
  const access = requireWorkspace(c, world, 'read');
  const rule = access.workspace.rules.get(pathInteger(c, 'rule_id'));
  if (!rule || !isVisible(rule, access.caller)) throw notFound('Rule not found');
  return { access, rule };
}
