import type { RunIssue } from '../runner/run.ts';
import type { Issue, Occurrence, RunRequest, Slx, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';

interface Finding {
  slx: Slx;
  run: RunRequest;
  /** With the variables filled in. */
  taskTitle: string;
  issues: RunIssue[];
  /** Whether the task passed: only then do issues that it no longer reports count as resolved. */
  passed: boolean;
}

/** Issues with one key are one issue; numbers in the title do not tell two apart. */
export function categorizationKey(slxShortName: string, title: string): string {
  return `${slxShortName}:${title.toLowerCase().replace(/\d+(\.\d+)?/g, '#')}`;
}

/**
 * Adds what a run reported to the workspace's issues: a new occurrence where the issue is known, a new issue where
 * not. Open issues of the same SLX that a passed run did not report again are closed. Gives the occurrences' ids.
 */
export function recordIssues(world: World, workspace: Workspace, finding: Finding): number[] {
  const byKey = new Map([...workspace.issues.values()].map((issue) => [issue.categorizationKey, issue]));
  const seen = new Set<string>();
  const occurrenceIds = finding.issues.map((reported) => {
    const key = categorizationKey(finding.slx.shortName, reported.title);
    const issue = byKey.get(key) ?? newIssue(world, workspace, finding, key);
    byKey.set(key, issue);
    seen.add(key);
    return observe(world, issue, reported, finding.run).id;
  });
  if (finding.passed) resolveOthers(world, workspace, finding.slx, seen);
  return occurrenceIds;
}

function newIssue(world: World, workspace: Workspace, { slx, taskTitle }: Finding, key: string): Issue {
  const now = world.timestamp();
  const issue: Issue = {
    id: world.nextId(),
    slxShortName: slx.shortName,
    taskTitle,
    title: '',
    categorizationKey: key,
    severity: 4,
    summary: null,
    observations: [],
    nextSteps: null,
    additionalContext: slx.additionalContext,
    occurrences: [],
    openSince: now,
    closedAt: null,
    closedByType: null,
    closedById: null,
    ignoredByUserId: null,
    ignoredSince: null,
    ignoredUntil: null,
    created: now,
    modified: now,
  };
  workspace.issues.set(issue.id, issue);
  return issue;
}

function observe(world: World, issue: Issue, reported: RunIssue, run: RunRequest): Occurrence {
  const now = world.timestamp();
  const occurrence: Occurrence = {
    id: world.nextId(),
    observedAt: now,
    details: reported.details ?? '',
    nextSteps: reported.nextSteps ?? '',
    expected: reported.expected,
    actual: reported.actual,
    reproduceHint: reported.reproduceHint,
    runRequestId: run.id,
    runSessionId: run.runSessionId,
  };
  issue.occurrences.unshift(occurrence);
  issue.title = reported.title;
  issue.severity = Number(reported.severity);
  issue.nextSteps = occurrence.nextSteps;
  issue.modified = now;
  const ignored = issue.ignoredUntil !== null && issue.ignoredUntil > now;
  if (!ignored) {
    issue.openSince ??= now;
    issue.closedAt = null;
    issue.closedByType = null;
    issue.closedById = null;
  }
  return occurrence;
}

function resolveOthers(world: World, workspace: Workspace, slx: Slx, seen: Set<string>): void {
  const now = world.timestamp();
  for (const issue of workspace.issues.values()) {
    const stale = issue.slxShortName === slx.shortName && issue.openSince !== null;
    if (!stale || seen.has(issue.categorizationKey)) continue;
    issue.openSince = null;
    issue.closedAt = now;
    issue.closedByType = 'auto';
    issue.modified = now;
  }
}
