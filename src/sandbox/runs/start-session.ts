import { notFound, unavailable } from '../http/reply.ts';
import type { RunRequest, RunSession, Slx, User, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { execute } from './execute.ts';
import { runtimeVars } from './runtime-vars.ts';
import type { RunRequestBody, SessionBody } from './session-body.ts';

const ACTIVE_SECONDS = 600;
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Starts the runs that the body asks for and answers at once, while they go on. Alerts and webhooks on the same SLX
 * within the dedupe window join the session that is already there (`merged`).
 */
export function startSession(
  world: World,
  workspace: Workspace,
  caller: User,
  body: SessionBody,
): { session: RunSession; merged: boolean } {
  if (!world.executeScripts) throw unavailable('This sandbox does not execute scripts.');
  const plans = body.runRequests.map((request) => plan(workspace, request));
  const existing = sessionToJoin(world, workspace, body, plans);
  const session = existing ?? newSession(world, body);
  workspace.runSessions.set(session.id, session);
  for (const { request, slx, vars } of plans) {
    const run = newRequest(world, session, slx, caller, request);
    session.runRequests.push(run);
    world.background(execute(world, workspace, slx, run, vars));
  }
  session.modified = world.timestamp();
  return { session, merged: existing !== undefined };
}

interface Plan {
  request: RunRequestBody;
  slx: Slx;
  vars: Record<string, string>;
}

function plan(workspace: Workspace, request: RunRequestBody): Plan {
  const prefix = `${workspace.name}--`;
  const shortName = request.slxName.startsWith(prefix) ? request.slxName.slice(prefix.length) : '';
  const slx = workspace.slxs.get(shortName);
  if (!slx) throw notFound(`SLX '${request.slxName}' not found in workspace '${workspace.name}'`);
  if (!slx.runbook) throw notFound(`SLX '${request.slxName}' has no runbook`);
  return { request, slx, vars: runtimeVars(slx.runbook, request.runtimeVarOverrides ?? {}) };
}

function sessionToJoin(world: World, workspace: Workspace, body: SessionBody, plans: Plan[]) {
  const dedupes = !['direct', 'search'].includes(body.source) && body.dedupe?.enabled !== false;
  if (!dedupes) return undefined;
  const window = body.dedupe?.window ?? '10m';
  const oldest = world.timestamp(
    Number.parseInt(window, 10) * SECONDS[window.at(-1) as keyof typeof SECONDS],
  );
  const wanted = plans.map(({ slx }) => slx.shortName);
  return [...workspace.runSessions.values()].find(
    (session) =>
      session.active &&
      session.source === body.source &&
      session.created >= oldest &&
      session.runRequests.some((run) => wanted.includes(run.slxShortName)),
  );
}

function newSession(world: World, body: SessionBody): RunSession {
  const id = world.nextId();
  return {
    id,
    name: body.name ?? `${body.generateName ?? body.source}-${id}`,
    notes: body.notes ?? '',
    source: body.source,
    personaShortName: body.personaName ?? null,
    personaRunStatus: {},
    active: true,
    escalated: false,
    activeUntil: world.timestamp(-ACTIVE_SECONDS),
    runRequests: [],
    created: world.timestamp(),
    modified: world.timestamp(),
  };
}

function newRequest(
  world: World,
  session: RunSession,
  slx: Slx,
  caller: User,
  body: RunRequestBody,
): RunRequest {
  const now = world.timestamp();
  return {
    id: world.nextId(),
    runSessionId: session.id,
    slxShortName: slx.shortName,
    tasksetUuid: world.nextUuid(),
    requesterEmail: caller.email,
    personaShortName: session.personaShortName,
    taskTitles: (body.taskTitles ?? ['*']).join('||'),
    resolvedTaskTitles: '',
    requestTime: now,
    responseTime: null,
    passedTitles: '',
    failedTitles: '',
    skippedTitles: '',
    errors: '',
    memo: body.memo,
    runtimeVarOverrides: body.runtimeVarOverrides ?? {},
    fromSearchQuery: body.fromSearchQuery ?? null,
    fromIssueId: body.fromIssue ?? null,
    fromRunRequestId: body.fromRunRequest ?? null,
    occurrenceIds: [],
    artifacts: null,
    files: { robotLogFile: '', robotStdoutFile: '', reportFile: '', issuesFile: '' },
    created: now,
    modified: now,
  };
}
