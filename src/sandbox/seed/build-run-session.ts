import { resolvedTitles, taskNames } from '../rules/runbook-tasks.ts';
import { renderArtifacts } from '../runner/artifacts.ts';
import type { RunArtifacts } from '../runner/run.ts';
import { signRunFiles } from '../runs/run-files.ts';
import type { Occurrence, RunRequest, RunSession, Slx, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** A session of runs that ended some hours ago. */
export interface RunSessionSeed {
  hoursAgo: number;
  source: 'direct' | 'sli_alert' | 'search' | 'webhook';
  notes: string;
  persona?: string;
  requester: string;
  slxs: string[];
}

const HOUR = 3600;
const RUN_SECONDS = 20;

/** Makes a session with finished runs; occurrences that were seen at its time are what the runs found. */
export function addRunSession(world: World, workspace: Workspace, seed: RunSessionSeed): RunSession {
  const id = world.nextId();
  const at = world.timestamp(seed.hoursAgo * HOUR);
  const session: RunSession = {
    id,
    name: `${seed.source}-${id}`,
    notes: seed.notes,
    source: seed.source,
    personaShortName: seed.persona ?? null,
    personaRunStatus: {},
    active: false,
    escalated: false,
    activeUntil: world.timestamp(seed.hoursAgo * HOUR - 600),
    runRequests: [],
    created: at,
    modified: at,
  };
  for (const name of seed.slxs) {
    const slx = workspace.slxs.get(name);
    if (slx?.runbook) session.runRequests.push(finishedRun(world, workspace, session, slx, seed));
  }
  workspace.runSessions.set(id, session);
  return session;
}

function finishedRun(
  world: World,
  workspace: Workspace,
  session: RunSession,
  slx: Slx,
  seed: RunSessionSeed,
): RunRequest {
  const id = world.nextId();
  const found = findings(workspace, slx, session.created);
  for (const { occurrence } of found) {
    occurrence.runRequestId = id;
    occurrence.runSessionId = session.id;
  }
  const titles = slx.runbook ? taskNames(slx.runbook) : [];
  const resolved = slx.runbook ? resolvedTitles(slx.runbook) : [];
  const responseTime = world.timestamp(seed.hoursAgo * HOUR - RUN_SECONDS);
  const artifacts = artifactsOf(slx, titles, resolved[0] ?? slx.alias, found);
  if (slx.runbook) Object.assign(slx.runbook, { lastRunAt: responseTime, lastRunCode: 'successful' });
  return {
    id,
    runSessionId: session.id,
    slxShortName: slx.shortName,
    tasksetUuid: world.nextUuid(),
    requesterEmail: seed.requester,
    personaShortName: seed.persona ?? null,
    taskTitles: '*',
    resolvedTaskTitles: resolved.join('||'),
    requestTime: session.created,
    responseTime,
    passedTitles: titles.join('||'),
    failedTitles: '',
    skippedTitles: '',
    errors: '',
    memo: {},
    runtimeVarOverrides: {},
    fromSearchQuery: null,
    fromIssueId: null,
    fromRunRequestId: null,
    occurrenceIds: found.map(({ occurrence }) => occurrence.id),
    artifacts,
    files: signRunFiles(world, artifacts),
    created: session.created,
    modified: responseTime,
  };
}

interface Found {
  title: string;
  severity: number;
  occurrence: Occurrence;
}

function findings(workspace: Workspace, slx: Slx, at: string): Found[] {
  return [...workspace.issues.values()]
    .filter((issue) => issue.slxShortName === slx.shortName)
    .flatMap(({ title, severity, occurrences }) =>
      occurrences
        .filter((occurrence) => occurrence.observedAt === at)
        .map((occurrence) => ({ title, severity, occurrence })),
    );
}

function artifactsOf(slx: Slx, titles: string[], taskName: string, found: Found[]): RunArtifacts {
  const summary = found.length === 0 ? 'nothing to report' : `${found.length} issues`;
  return renderArtifacts({
    suite: 'Runbook',
    titles,
    taskName,
    taskDoc: slx.statement,
    report: [
      { obj: `Command stdout: ${slx.alias}: ${summary}\n`, fmt: 'pre' },
      { obj: 'Command stderr: ', fmt: 'pre' },
    ],
    issues: found.map(({ title, severity, occurrence }) => {
      const { expected, actual, reproduceHint, nextSteps, details, observedAt } = occurrence;
      return { severity, title, expected, actual, reproduceHint, nextSteps, details, observedAt };
    }),
    errors: [],
    started: true,
    log: [],
  });
}
