import { resolvedTitles } from '../rules/runbook-tasks.ts';
import type { RunOutcome } from '../runner/run.ts';
import { runScript } from '../runner/run-script.ts';
import type { Runbook, RunRequest, Slx, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { clusterOf } from './cluster.ts';
import { react, reactToRun } from './react.ts';
import { recordIssues } from './record-issues.ts';
import { signRunFiles } from './run-files.ts';

/** Executes the SLX's runbook and records on the run request what came of it. Never rejects. */
export async function execute(
  world: World,
  workspace: Workspace,
  slx: Slx,
  run: RunRequest,
  vars: Record<string, string>,
): Promise<void> {
  const { runbook } = slx;
  if (!runbook) return;
  try {
    const outcome = await outcomeOf(world, workspace, runbook, run, vars);
    if (outcome.passedTitles.length > 0) reactToRun(world, workspace, runbook, vars);
    record(world, workspace, slx, run, outcome);
  } catch (error) {
    run.errors = error instanceof Error ? error.message : String(error);
    run.failedTitles = run.taskTitles;
  }
  run.responseTime = world.timestamp();
  run.modified = run.responseTime;
  runbook.lastRunAt = run.responseTime;
  runbook.lastRunCode = run.errors === '' ? 'successful' : 'failed';
  runbook.lastRunMessage = run.errors || null;
}

function outcomeOf(
  world: World,
  workspace: Workspace,
  runbook: Runbook,
  run: RunRequest,
  vars: Record<string, string>,
): Promise<RunOutcome> {
  return runScript({
    kind: 'task',
    repoUrl: runbook.codeBundleRepoUrl,
    pathToRobot: runbook.codeBundlePath ?? '',
    config: Object.fromEntries(runbook.configProvided.map(({ name, value }) => [name, value])),
    secretKeys: Object.fromEntries(
      runbook.secretsProvided.map((secret) => [secret.name, secret.workspaceKey]),
    ),
    readSecret: (key) => workspace.secrets.get(key),
    runtimeVars: vars,
    cluster: clusterOf(workspace, (act) => react(world, workspace, act)),
    taskTitles: run.taskTitles.split('||'),
    now: world.now,
    signal: world.ended,
  });
}

function record(world: World, workspace: Workspace, slx: Slx, run: RunRequest, outcome: RunOutcome): void {
  const titles = slx.runbook ? resolvedTitles(slx.runbook) : [];
  run.passedTitles = outcome.passedTitles.join('||');
  run.failedTitles = outcome.failedTitles.join('||');
  run.skippedTitles = outcome.skippedTitles.join('||');
  run.resolvedTaskTitles = titles.join('||');
  run.errors = outcome.errors.join('||');
  run.artifacts = outcome.artifacts;
  run.files = signRunFiles(world, outcome.artifacts);
  run.occurrenceIds = recordIssues(world, workspace, {
    slx,
    run,
    taskTitle: titles[0] ?? slx.alias,
    issues: outcome.issues,
    passed: outcome.passedTitles.length > 0,
  });
}
