import type { Slx, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import { openIssues } from '../views/workspace.ts';

/** A tag's value, or undefined. */
function tagValue(slx: Slx, name: string): string | undefined {
  return slx.tags.find((tag) => tag.name === name)?.value;
}

/** The SLX's place in the resource tree, `''` where it has none. */
export function resourcePathOf(slx: Slx): string {
  const path = slx.additionalContext.resourcePath;
  return typeof path === 'string' ? path : '';
}

/** The values of the SLX's hierarchy tags, broad to narrow. */
export function hierarchyOf(slx: Slx): string[] {
  const names = slx.additionalContext.hierarchy;
  if (!Array.isArray(names)) return [];
  return names.flatMap((name) => tagValue(slx, String(name)) ?? []);
}

/** The resources that the workspace's SLXs are about, by resource type. */
export function entities(workspace: Workspace): Record<string, JsonObject[]> {
  const byType = new Map<string, Map<string, JsonObject>>();
  for (const slx of workspace.slxs.values()) {
    const type = tagValue(slx, 'resource_type') ?? 'unknown';
    const path = resourcePathOf(slx);
    const ofType = byType.get(type) ?? new Map<string, JsonObject>();
    ofType.set(path, { name: path.split('/').at(-1), path, platform: tagValue(slx, 'platform') ?? null });
    byType.set(type, ofType);
  }
  return Object.fromEntries([...byType].map(([type, resources]) => [type, [...resources.values()]]));
}

/** Resources with open issues seen within the last hours, the most affected first. */
export function topIssueResources(workspace: Workspace, since: string, limit: number): JsonObject[] {
  const byPath = new Map<
    string,
    { path: string; slxNames: Set<string>; issueCount: number; topSeverity: number }
  >();
  for (const issue of openIssues(workspace)) {
    const slx = workspace.slxs.get(issue.slxShortName ?? '');
    if (!slx || (issue.occurrences[0]?.observedAt ?? '') < since) continue;
    const path = resourcePathOf(slx);
    const entry = byPath.get(path) ?? { path, slxNames: new Set(), issueCount: 0, topSeverity: 4 };
    entry.slxNames.add(slx.shortName);
    entry.issueCount += 1;
    entry.topSeverity = Math.min(entry.topSeverity, issue.severity);
    byPath.set(path, entry);
  }
  return [...byPath.values()]
    .sort((a, b) => b.issueCount - a.issueCount || a.topSeverity - b.topSeverity)
    .slice(0, limit)
    .map((entry) => ({ ...entry, slxNames: [...entry.slxNames] }));
}
