import { requireCaller, requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { paging, parseQuery } from '../http/query.ts';
import { notFound, page } from '../http/reply.ts';
import type { Runner, User } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

/** Where scripts can run: a workspace's own runners, and all that the caller can see. */
export function locationRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/runners`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(workspace.runners.map((runner) => authorizedRunner(runner, world)));
  });

  app.get(`${V3}/authorizedlocations`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    if (!world.legacyLocations) throw notFound();
    return c.json(workspace.runners.map(({ name, type, health }) => ({ name, type, health })));
  });

  app.get('/api/v3/runners', (c) => {
    const seen = visibleRunners(requireCaller(c), world);
    return c.json(page(c, seen, parseQuery(c, paging(1000)), runnerRow));
  });

  app.get('/api/v3/runners/:runner_uuid', (c) => {
    const uuid = c.req.param('runner_uuid');
    const found = visibleRunners(requireCaller(c), world).find(({ runner }) => runner.uuid === uuid);
    if (!found) throw notFound('Runner not found');
    return c.json(runnerRow(found));
  });
}

interface VisibleRunner {
  runner: Runner;
  /** Null for a shared one. */
  workspaceName: string | null;
}

/** Newest first; a shared runner once, however many workspaces use it. */
function visibleRunners(caller: User, world: World): VisibleRunner[] {
  const found = new Map<string, VisibleRunner>();
  for (const workspace of world.workspaces.values()) {
    if (!workspace.members.has(caller.email)) continue;
    for (const runner of workspace.runners) {
      found.set(runner.uuid, { runner, workspaceName: runner.type === 'public' ? null : workspace.name });
    }
  }
  return [...found.values()].sort((a, b) => b.runner.id - a.runner.id);
}

function runnerRow({ runner, workspaceName }: VisibleRunner) {
  return {
    id: runner.id,
    runner_uuid: runner.uuid,
    name: runner.name,
    workspace_name: workspaceName,
    last_heartbeat: runner.lastHeartbeat,
    created_at: runner.created,
    modified_at: runner.lastHeartbeat ?? runner.created,
  };
}

function authorizedRunner({ name, uuid, health, lastHeartbeat }: Runner, world: World) {
  const age = lastHeartbeat === null ? null : (world.now().getTime() - Date.parse(lastHeartbeat)) / 1000;
  return { name, value: uuid, health, lastHeartbeat, secondsSinceHeartbeat: age };
}
