import { z } from 'zod';
import { requireWorkspace } from '../access.ts';
import type { SandboxApp, SandboxContext } from '../app.ts';
import { inScope, isVisible, writableScope } from '../chat-scope.ts';
import { numberedPage, pageNumber } from '../page-number.ts';
import { optionalBoolean, optionalText, parseQuery } from '../query.ts';
import { notFound, parseBody, parsed } from '../reply.ts';
import type { World } from '../world.ts';

const RULES = '/api/v3/workspaces/:workspace/chat-config/rules';

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
  app.get('/api/v3/workspaces/:workspace/chat-config/resolved', (c) => {
    const { caller, workspace } = requireWorkspace(c, world, 'read');
    const active = (items: Parameters<typeof isVisible>[0] & { is_active: boolean }) =>
      items.is_active && isVisible(items, caller);
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

  app.get(`${RULES}/:id`, (c) => c.json(requireRule(c, world).rule));

  app.put(`${RULES}/:id`, async (c) => {
    const { access, rule } = requireRule(c, world);
    const body = await parseBody(c, RuleUpdate);
    writableScope(access, rule);
    const scope = writableScope(access, {
      scope_type: body.scope_type ?? rule.scope_type,
      scope_id: body.scope_type || body.scope_id ? (body.scope_id ?? null) : rule.scope_id,
    });
    const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value != null));
    Object.assign(rule, changes, scope, { updated_at: world.timestamp() });
    return c.json(rule);
  });

  app.delete(`${RULES}/:id`, (c) => {
    const { access, rule } = requireRule(c, world);
    writableScope(access, rule);
    access.workspace.rules.delete(rule.id);
    return c.body(null, 204);
  });
}

function requireRule(c: SandboxContext, world: World) {
  const access = requireWorkspace(c, world, 'read');
  const id = parsed(z.coerce.number().int(), c.req.param('id'), 'path');
  const rule = access.workspace.rules.get(id);
  if (!rule || !isVisible(rule, access.caller)) throw notFound('Rule not found');
  return { access, rule };
}
