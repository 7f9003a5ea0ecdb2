import type { RunOutcome, Scheduler } from '../runner/run.ts';
import { runScript } from '../runner/run-script.ts';
import type { Sli, Slx, User, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { sessionBody } from './session-body.ts';
import { startSession } from './start-session.ts';

const MOST_CHANGES = 1000;

/** Runs an SLX's SLI once and keeps the value that it pushed, where the SLX and its metrics show it. */
export async function runSli(world: World, workspace: Workspace, slx: Slx, sli: Sli): Promise<RunOutcome> {
  const outcome = await runScript({
    kind: 'sli',
    repoUrl: sli.codeBundleRepoUrl,
    pathToRobot: sli.codeBundlePath ?? '',
    config: Object.fromEntries(sli.configProvided.map(({ name, value }) => [name, value])),
    secretKeys: Object.fromEntries(sli.secretsProvided.map(({ name, workspaceKey }) => [name, workspaceKey])),
    readSecret: (key) => workspace.secrets.get(key),
    scheduler: scheduler(world, workspace, slx, sli),
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

/**
 * Runs an SLI at once and then again and again, with its interval after each run, until it is replaced or deleted
 * or the sandbox closes.
 */
export async function keepRunning(world: World, workspace: Workspace, slx: Slx, sli: Sli): Promise<void> {
  const current = () => workspace.slxs.get(slx.shortName)?.sli === sli && !world.ended.aborted;
  while (current()) {
    try {
      await runSli(world, workspace, slx, sli);
    } catch (error) {
      sli.lastRunCode = 'failed';
      sli.lastRunMessage = error instanceof Error ? error.message : String(error);
    }
    await pause(sli.intervalSeconds, world.ended);
  }
}

/** Waits without keeping the process alive; ends early with the signal. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(1, seconds) * 1000);
    timer.unref();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}

function scheduler(world: World, workspace: Workspace, slx: Slx, sli: Sli): Scheduler {
  return {
    ownSlx: slx.shortName,
    intervalSeconds: sli.intervalSeconds,
    async startSession(target) {
      const body = sessionBody.parse({
        generateName: 'cron-scheduled',
        runRequests: [
          { slxName: `${workspace.name}--${target}`, taskTitles: ['*'], fromSearchQuery: 'cronScheduler' },
        ],
      });
      startSession(world, workspace, administrator(world, workspace), body);
    },
  };
}

/** On whose behalf the runner acts. */
function administrator(world: World, workspace: Workspace): User {
  const user = world.users.find(({ email }) => workspace.members.get(email) === 'admin');
  if (!user) throw new Error(`Workspace '${workspace.name}' has no administrator.`);
  return user;
}
