import type { RunRequest, RunSession, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import { fullName } from './slx.ts';

/** A run session with its run requests, as lists and single reads answer it. */
export function runSessionView(workspace: Workspace, session: RunSession): JsonObject {
  const persona = workspace.personas.get(session.personaShortName ?? '');
  return {
    id: session.id,
    name: session.name,
    notes: session.notes,
    source: session.source,
    workspaceId: workspace.id,
    workspace: workspace.id,
    workspaceName: workspace.name,
    personaId: persona?.id ?? null,
    persona: null,
    personaShortName: session.personaShortName ?? '',
    personaRunStatus: session.personaRunStatus,
    active: session.active,
    escalated: session.escalated,
    activeUntil: session.activeUntil,
    eol: session.activeUntil,
    requestCount: session.runRequests.length,
    hasFailures: session.runRequests.some((request) => request.failedTitles !== ''),
    runRequests: session.runRequests.map((request) => requestInSession(workspace, request)),
    created: session.created,
    modified: session.modified,
  };
}

/** A run session as the search endpoint answers it: counts in place of the run requests. */
export function runSessionSearchItem(workspace: Workspace, session: RunSession): JsonObject {
  return {
    id: session.id,
    name: session.name,
    source: session.source,
    active: session.active,
    activeUntil: session.activeUntil,
    eol: session.activeUntil,
    workspaceId: workspace.id,
    workspaceName: workspace.name,
    escalated: session.escalated,
    notes: session.notes,
    headline: session.notes || null,
    resourcePaths: resourcePaths(workspace, session),
    alertCount: 0,
    alertSources: [],
    newIssues: 0,
    occurrenceCount: session.runRequests.reduce((sum, request) => sum + request.occurrenceIds.length, 0),
    closedIssues: 0,
    created: session.created,
    modified: session.modified,
  };
}

/** A run request as the runbook's own endpoints answer it. */
export function runRequestView(workspace: Workspace, request: RunRequest): JsonObject {
  return {
    ...sharedFields(workspace, request),
    runsessionId: request.runSessionId,
    requesterId: null,
    personaId: workspace.personas.get(request.personaShortName ?? '')?.id ?? null,
    dependsOn: null,
    memo: request.memo,
    fromRunRequestId: request.fromRunRequestId,
    fromIssueId: request.fromIssueId,
    fromSearchQuery: request.fromSearchQuery,
    isStaged: request.requestTime === null,
    isPending: request.requestTime !== null && request.responseTime === null,
    isCompleted: request.responseTime !== null,
    processingStatus: { status: request.responseTime ? 'successful' : 'new', retry_count: 0 },
  };
}

/** The SLX resource paths that a session's run requests touched, without repeats. */
export function resourcePaths(workspace: Workspace, session: RunSession): string[] {
  const paths = session.runRequests.map((request) => resourcePath(workspace, request.slxShortName));
  return [...new Set(paths.filter((path) => path !== null))];
}

function requestInSession(workspace: Workspace, request: RunRequest): JsonObject {
  return {
    ...sharedFields(workspace, request),
    slxAlias: workspace.slxs.get(request.slxShortName)?.alias ?? null,
    resourcePath: resourcePath(workspace, request.slxShortName),
    status: request.responseTime ? 'completed' : 'pending',
    issues: issueReferences(workspace, request),
    requester: request.requesterEmail,
    personaShortName: request.personaShortName ?? '',
    resolvedTaskTitles: request.resolvedTaskTitles,
    dependsOn: '',
    memo: [request.memo],
    fromSearchQuery: request.fromSearchQuery ?? '',
    fromIssue: request.fromIssueId,
    fromRunRequest: request.fromRunRequestId,
    runsession: request.runSessionId,
    runbook: workspace.slxs.get(request.slxShortName)?.runbook?.id ?? 0,
  };
}

function sharedFields(workspace: Workspace, request: RunRequest): JsonObject {
  return {
    id: request.id,
    slxShortName: request.slxShortName,
    slxName: fullName(workspace, request.slxShortName),
    tasksetUuid: request.tasksetUuid,
    taskTitles: request.taskTitles,
    requestTime: request.requestTime,
    responseTime: request.responseTime,
    passedTitles: request.passedTitles,
    failedTitles: request.failedTitles,
    skippedTitles: request.skippedTitles,
    errors: request.errors,
    ...request.files,
    created: request.created,
    modified: request.modified,
  };
}

function issueReferences(workspace: Workspace, request: RunRequest): JsonObject[] {
  const wanted = new Set(request.occurrenceIds);
  return [...workspace.issues.values()].flatMap((issue) =>
    issue.occurrences
      .filter((occurrence) => wanted.has(occurrence.id))
      .map((occurrence) => ({
        occurrenceId: occurrence.id,
        issueId: issue.id,
        taskTitle: issue.taskTitle,
        title: issue.title,
        severity: issue.severity,
        closed: issue.openSince === null,
        observedAt: occurrence.observedAt,
        details: occurrence.details,
        nextSteps: occurrence.nextSteps,
        expected: occurrence.expected,
        actual: occurrence.actual,
        reproduceHint: occurrence.reproduceHint,
        additionalContext: issue.additionalContext,
        created: occurrence.observedAt,
        modified: occurrence.observedAt,
      })),
  );
}

function resourcePath(workspace: Workspace, slxShortName: string): string | null {
  const path = workspace.slxs.get(slxShortName)?.additionalContext.resourcePath;
  return typeof path === 'string' ? path : null;
}
