import type { Issue, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import { fullName } from './slx.ts';

/** An issue as the platform answers it. `details` adds the texts of the latest occurrence. */
export function issueView(workspace: Workspace, issue: Issue, details: boolean): JsonObject {
  const [latest] = issue.occurrences;
  const open = openOccurrenceCount(issue);
  return {
    id: issue.id,
    workspaceId: workspace.id,
    slxName: issue.slxShortName && fullName(workspace, issue.slxShortName),
    taskTitle: issue.taskTitle,
    title: issue.title,
    categorizationKey: issue.categorizationKey,
    severity: issue.severity,
    summary: issue.summary,
    observations: issue.observations,
    nextSteps: issue.nextSteps,
    additionalContext: issue.additionalContext,
    openSince: issue.openSince,
    latestOccurrenceAt: latest?.observedAt ?? null,
    openOccurrenceCount: open,
    closedOccurrenceCount: issue.occurrences.length - open,
    totalOccurrenceCount: issue.occurrences.length,
    ignoredByUserId: issue.ignoredByUserId,
    ignoredSince: issue.ignoredSince,
    ignoredUntil: issue.ignoredUntil,
    closedAt: issue.closedAt,
    closedByType: issue.closedByType,
    closedById: issue.closedById,
    latestOccurrenceId: latest?.id ?? null,
    latestOccurrenceObservedAt: latest?.observedAt ?? null,
    latestOccurrenceRunRequestId: latest?.runRequestId ?? null,
    latestOccurrenceRunSessionId: latest?.runSessionId ?? null,
    created: issue.created,
    modified: issue.modified,
    ...(details && detailFields(issue)),
  };
}

/** Occurrences since the issue was last opened; none while it is closed. */
export function openOccurrenceCount({ openSince, occurrences }: Issue): number {
  if (openSince === null) return 0;
  return occurrences.filter((occurrence) => occurrence.observedAt >= openSince).length;
}

function detailFields(issue: Issue): JsonObject {
  const [latest] = issue.occurrences;
  const texts = {
    details: latest?.details ?? null,
    expected: latest?.expected ?? null,
    actual: latest?.actual ?? null,
    reproduceHint: latest?.reproduceHint ?? null,
  };
  return {
    ...texts,
    latestOccurrenceDetails: texts.details,
    latestOccurrenceNextSteps: latest?.nextSteps ?? null,
    latestOccurrenceExpected: texts.expected,
    latestOccurrenceActual: texts.actual,
    latestOccurrenceReproduceHint: texts.reproduceHint,
  };
}
