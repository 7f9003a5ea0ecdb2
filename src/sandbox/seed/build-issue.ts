import { categorizationKey } from '../runs/record-issues.ts';
import type { Issue, Occurrence, Slx, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import type { IssueSeed } from './slx-seed.ts';

const HOUR = 3600;

/** Makes an issue with its occurrences over the last days, and adds it to the workspace. */
export function addIssue(
  world: World,
  workspace: Workspace,
  slx: Slx,
  taskTitle: string,
  seed: IssueSeed,
): Issue {
  const id = world.nextId();
  const occurrences = seed.seenHoursAgo.map((hours): Occurrence => occurrence(world, seed, hours));
  const first = occurrences.at(-1)?.observedAt ?? world.timestamp();
  const closedAt = seed.closedHoursAgo === undefined ? null : world.timestamp(seed.closedHoursAgo * HOUR);
  const issue: Issue = {
    id,
    slxShortName: slx.shortName,
    taskTitle,
    title: seed.title,
    categorizationKey: categorizationKey(slx.shortName, seed.title),
    severity: seed.severity,
    summary: null,
    observations: [],
    nextSteps: seed.nextSteps,
    additionalContext: slx.additionalContext,
    occurrences,
    openSince: closedAt ? null : first,
    closedAt,
    closedByType: closedAt && 'auto',
    closedById: null,
    ignoredByUserId: null,
    ignoredSince: null,
    ignoredUntil: null,
    created: first,
    modified: closedAt ?? occurrences[0]?.observedAt ?? first,
  };
  workspace.issues.set(id, issue);
  return issue;
}

function occurrence(world: World, seed: IssueSeed, hoursAgo: number): Occurrence {
  return {
    id: world.nextId(),
    observedAt: world.timestamp(hoursAgo * HOUR),
    details: seed.details,
    nextSteps: seed.nextSteps,
    expected: 'A run of the script that reports no issue.',
    actual: 'The script reported this issue.',
    reproduceHint: 'Run the task of this SLX again.',
    runRequestId: null,
    runSessionId: null,
  };
}
