import type { RunOutcome, Scheduler } from '../runner/run.ts';
import { runScript } from '../runner/run-script.ts';
import type { Sli, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { clusterOf } from './cluster.ts';

const MOST_CHANGES = 1000;

/** Runs an SLI once and keeps the value that it pushed, where the SLX and its metrics show it. */
export async function measure(
  world: World,
  workspace: Workspace,
  sli: Sli,
  scheduler?: Scheduler,
): Promise<RunOutcome> {
  const outcome = await runScript({
    kind: 'sli',
    repoUrl: sli.codeBundleRepoUrl,
    pathToRobot: sli.codeBundlePath ?? '',
    config: Object.fromEntries(sli.configProvided.map(({ name, value }) => [name, value])),
    secretKeys: Object.fromEntries(sli.secretsProvided.map(({ name, workspaceKey }) => [name, workspaceKey])),
    readSecret: (key) => workspace.secrets.get(key),
    ...(scheduler ? { scheduler } : {}),
    cluster: clusterOf(workspace),
    now: world.now,
    signal: world.ended,
  });
  if (outcome.metric !== null) {
    sli.lastValue = outcome.metric;
    sli.changes.push({ at: outcome.finishedAt, value: outcome.metric });
    sli.changes.splice(0, sli.changes.length - MOST_CHANGES);
  }
  sli.lastRunAt = outcome.finishedAt;
  // Skipped tasks are neither: nothing was measured.
  sli.lastRunCode =
    outcome.passedTitles.length > 0 ? 'successful' : outcome.failedTitles.length > 0 ? 'failed' : null;
  sli.lastRunMessage = outcome.errors.join('\n') || null;
  return outcome;
}
