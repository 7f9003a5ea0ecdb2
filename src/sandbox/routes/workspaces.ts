import { requireCaller, requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { integer, optionalBoolean, paging, parseQuery } from '../http/query.ts';
import { page } from '../http/reply.ts';
import { entities, topIssueResources } from '../rules/resources.ts';
import type { RunSession, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { openIssues, workspaceView } from '../views/workspace.ts';
import { V3 } from './paths.ts';

const DAY_SECONDS = 86_400;

/** Workspaces: listing, reading, and what the platform counts about one. */
export function workspaceRoutes(app: SandboxApp, world: World): void {
  app.get('/api/v3/workspaces', (c) => {
    const caller = requireCaller(c);
    const query = parseQuery(c, paging(1000));
    const own = [...world.workspaces.values()].filter((workspace) => workspace.members.has(caller.email));
    return c.json(page(c, own, query, (workspace) => workspaceView(workspace, caller, false)));
  });

  app.get(V3, (c) => {
    const { workspace, caller } = requireWorkspace(c, world, 'read');
    const { detail } = parseQuery(c, { detail: optionalBoolean() });
    return c.json(workspaceView(workspace, caller, detail ?? false));
  });

  app.get(`${V3}/my-permissions`, (c) => c.json([requireWorkspace(c, world, 'read').role]));

  app.get(`${V3}/status`, (c) => {
    requireWorkspace(c, world, 'read');
    return c.json({ workspace: true, sync: true });
  });

  app.get(`${V3}/metadata`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json({ name: workspace.name, alias: workspace.alias, slxCount: workspace.slxs.size });
  });

  app.get(`${V3}/entities`, (c) => c.json(entities(requireWorkspace(c, world, 'read').workspace)));

  app.get(`${V3}/index-health`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json({
      healthy: true,
      lastIndexedAt: workspace.modified,
      taskCount: taskCount(workspace),
      errors: [],
    });
  });

  app.get(`${V3}/workspace-stats`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const yesterday = world.timestamp(DAY_SECONDS);
    const counts = Object.entries(entities(workspace)).map(([type, found]) => [type, found.length]);
    const runs = [...workspace.runSessions.values()].flatMap((session: RunSession) => session.runRequests);
    return c.json({
      alias: workspace.alias,
      assistantCount: workspace.personas.size,
      tasksCount24h: runs.filter((run) => run.created >= yesterday).length,
      resourceTypeCounts: Object.fromEntries(counts),
      issuesCount24h: openIssues(workspace).filter((issue) => issue.modified >= yesterday).length,
    });
  });

  app.get(`${V3}/top-issue-resources`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const { hours, limit } = parseQuery(c, { hours: integer(1, 1, 168), limit: integer(5, 1, 20) });
    return c.json({ resources: topIssueResources(workspace, world.timestamp(hours * 3600), limit), hours });
  });
}

function taskCount(workspace: Workspace): number {
  return [...workspace.slxs.values()].filter((slx) => slx.runbook).length;
}
