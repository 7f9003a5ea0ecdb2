import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { pathInteger } from '../http/path-parameters.ts';
import { optionalText, parseQuery } from '../http/query.ts';
import { notFound, parseBody, parsed } from '../http/reply.ts';
import { DryRun, requireKnownNames, sinksInQuery } from '../rules/chat-command-bodies.ts';
import { writableScope } from '../rules/chat-scope.ts';
import { dryRunOf, sinkPreviews, startDryRun } from '../rules/command-executions.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

/** Trying a chat command before it is saved, and where its results could go. */
export function chatDryRunRoutes(app: SandboxApp, world: World): void {
  app.post(`${V3}/chat-config/dry-run`, async (c) => {
    const access = requireWorkspace(c, world, 'read');
    const body = await parseBody(c, DryRun);
    writableScope(access, { scope_type: body.scope_type, scope_id: body.scope_id ?? null });
    requireKnownNames(access.workspace, body);
    const { id, status } = startDryRun(world, access.workspace, body.command_content);
    return c.json({ exec_id: id, status }, 202);
  });

  app.get(`${V3}/chat-config/dry-run/:exec_id`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const query = parseQuery(c, { sink_configs_json: optionalText(), command_name: optionalText() });
    const run = dryRunOf(world, workspace, pathInteger(c, 'exec_id'));
    if (!run) throw notFound('Dry run not found');
    const sinks = parsed(sinksInQuery, query.sink_configs_json ?? '[]', 'query');
    const { id, status, started_at, finished_at, result } = run;
    return c.json({
      exec_id: id,
      status,
      started_at,
      finished_at,
      result,
      sink_previews: result === null ? [] : sinkPreviews(sinks, query.command_name ?? '<dry-run>', result),
    });
  });

  app.get(`${V3}/chat-config/sink-suggestions/slack`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'admin');
    const names = workspace.slackChannels;
    const channels = (names ?? []).map((name, index) => ({ id: `C0SANDBOX${index}`, name }));
    return c.json({ installed: names !== null, channels });
  });
}
