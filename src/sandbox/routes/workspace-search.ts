import { z } from 'zod';
import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { notFound, parseBody } from '../http/reply.ts';
import { entities, hierarchyOf, resourcePathOf } from '../rules/resources.ts';
import { resolvedTitles } from '../rules/runbook-tasks.ts';
import { keywords, ranked, type WeightedTexts } from '../rules/search.ts';
import type { Slx, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import type { World } from '../state/world.ts';
import { fullName } from '../views/slx.ts';
import { openIssues } from '../views/workspace.ts';
import { V3 } from './paths.ts';

const MAX_RESULTS = 50;

const searchBody = z.object({
  query: z.union([z.array(z.string()), z.string()]),
  scope: z.array(z.string()).default([]),
  start: z.string().nullish(),
  persona: z.string().nullish(),
});

/** What the platform knows about a workspace's tasks and resources, and searching them. */
export function workspaceSearchRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/workspace-configuration-index`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(configurationIndex(workspace));
  });

  app.get(`${V3}/search-scope`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(searchScope(workspace));
  });

  app.post(`${V3}/task-search`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const { query, scope, persona } = await parseBody(c, searchBody);
    if (persona && !workspace.personas.has(shortPersona(workspace, persona))) {
      throw notFound(`Persona '${persona}' not found in workspace '${workspace.name}'`);
    }
    const words = keywords([query].flat().join(' '));
    const slxs = [...workspace.slxs.values()].filter(
      (slx) => slx.runbook && (scope.length === 0 || scope.includes(slx.shortName)),
    );
    const found = ranked(slxs, words, slxTexts).slice(0, MAX_RESULTS);
    const tasks = found.map(({ item, score }) => ({
      ...taskRow(workspace, item),
      score: confidence(score, words),
    }));
    return c.json({ tasks, count: tasks.length });
  });

  app.post(`${V3}/autocomplete`, async (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const { query } = await parseBody(c, z.object({ query: z.string() }));
    const wanted = query.toLowerCase();
    const names = [...workspace.slxs.values()].flatMap((slx) => [slx.alias, slx.shortName]);
    const suggestions = names.filter((name) => name.toLowerCase().includes(wanted)).slice(0, 10);
    return c.json({ suggestions });
  });
}

/** Where a keyword may be found in an SLX, and what it counts for. */
export function slxTexts(slx: Slx): WeightedTexts {
  return [
    [4, `${slx.shortName} ${slx.alias}`],
    [3, slx.tags.map((tag) => tag.value).join(' ')],
    [2, slx.runbook && resolvedTitles(slx.runbook).join(' ')],
    [2, resourcePathOf(slx)],
    [1, slx.statement],
  ];
}

function configurationIndex(workspace: Workspace): JsonObject {
  return {
    workspaceName: workspace.name,
    slxs: [...workspace.slxs.values()].map((slx) => ({
      name: fullName(workspace, slx.shortName),
      shortName: slx.shortName,
      alias: slx.alias,
      statement: slx.statement,
      tags: slx.tags,
      resourcePath: resourcePathOf(slx),
      hierarchy: hierarchyOf(slx),
      hasSli: slx.sli !== null,
      tasks: slx.runbook ? resolvedTitles(slx.runbook) : [],
    })),
    entities: entities(workspace),
    hierarchies: [...new Set([...workspace.slxs.values()].map((slx) => hierarchyOf(slx).join('/')))],
  };
}

function searchScope(workspace: Workspace): JsonObject {
  const affected = new Set(openIssues(workspace).map((issue) => issue.slxShortName));
  const slxs = [...workspace.slxs.values()];
  return {
    slxGroups: [...groupsOf(slxs)].map(([name, members]) => ({
      name,
      slxs: members.map((slx) => slx.shortName),
      firingAlerts: members.some((slx) => affected.has(slx.shortName)),
    })),
    slxSubGroups: [],
    slxs: slxs.map((slx) => ({
      name: fullName(workspace, slx.shortName),
      shortName: slx.shortName,
      alias: slx.alias,
      firingAlerts: affected.has(slx.shortName),
      sloId: null,
      sliId: slx.sli ? slx.id : null,
      runbookId: slx.runbook?.id ?? null,
      hierarchy: hierarchyOf(slx),
      tags: slx.tags.map(({ name, value }) => ({ name, value })),
      imageURL: slx.imageUrl,
    })),
  };
}

/** SLXs by the first two levels of their hierarchy. */
function groupsOf(slxs: Slx[]): Map<string, Slx[]> {
  const groups = new Map<string, Slx[]>();
  for (const slx of slxs) {
    const name = hierarchyOf(slx).slice(0, 2).join('/') || 'ungrouped';
    const members = groups.get(name) ?? [];
    members.push(slx);
    groups.set(name, members);
  }
  return groups;
}

function taskRow(workspace: Workspace, slx: Slx): JsonObject {
  return {
    slxName: fullName(workspace, slx.shortName),
    slxShortName: slx.shortName,
    slxAlias: slx.alias,
    taskTitles: slx.runbook ? resolvedTitles(slx.runbook) : [],
    resourcePath: resourcePathOf(slx),
    tags: slx.tags,
  };
}

function confidence(found: number, words: string[]): number {
  return Math.round((found / (4 * words.length)) * 100) / 100;
}

function shortPersona(workspace: Workspace, name: string): string {
  return name.replace(`${workspace.name}--`, '');
}
