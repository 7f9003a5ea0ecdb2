import type { RunOutcome, Scheduler } from '../runner/run.ts';
import type { Sli, Slx, User, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { measure } from './measure.ts';
import { sessionBody } from './session-body.ts';
import { startSession } from './start-session.ts';

/** Runs an SLX's SLI once; a cron scheduler's may start sessions. */
export function runSli(world: World, workspace: Workspace, slx: Slx, sli: Sli): Promise<RunOutcome> {
  return measure(world, workspace, sli, scheduler(world, workspace, slx, sli));
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
