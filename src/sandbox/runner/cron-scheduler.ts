import { previousTime } from './cron.ts';
import type { RunIssue, RunSpec, Scheduler } from './run.ts';
import type { BundleRecord } from './run-record.ts';
import type { BundleRun } from './tool-builder.ts';

const DEFAULT_SCHEDULE = '0 * * * *';
const TITLE = 'Trigger the SLX at the Scheduled Time';
const SEVERITY = 2;

/** Metrics of the bundle: a session was started; none was due; starting one failed. */
const STARTED = 1;
const NOTHING = 0;
const WENT_WRONG = -1;

/**
 * Whether a schedule has come due: its latest time before `now` lies at most one interval back. A moment exactly on a
 * scheduled second counts from the time before that. Times are UTC. Throws for a bad expression.
 */
export function isDue(schedule: string, intervalSeconds: number, now: Date): boolean {
  return previousTime(schedule, now, new Date(now.getTime() - intervalSeconds * 1000)) !== undefined;
}

/** Runs the SLI that starts the tasks of an SLX on a schedule. */
export async function runCronScheduler(spec: RunSpec, now: Date): Promise<BundleRun> {
  const schedule = spec.config.CRON_SCHEDULE ?? DEFAULT_SCHEDULE;
  const { scheduler } = spec;
  const slx = shortName(spec.config.TARGET_SLX || (scheduler?.ownSlx ?? ''));
  if (!scheduler || slx === '') return broken('There is no SLX to start.', now);
  try {
    if (!isDue(schedule, scheduler.intervalSeconds, now)) return quiet(NOTHING, `${schedule} is not due.`);
  } catch (error) {
    return broken(`The schedule '${schedule}' is not a cron expression: ${(error as Error).message}`, now);
  }
  if (spec.config.DRY_RUN === 'true') return quiet(NOTHING, `${schedule} is due; a dry run starts nothing.`);
  return startSession(scheduler, slx, now);
}

async function startSession(scheduler: Scheduler, slx: string, now: Date): Promise<BundleRun> {
  try {
    await scheduler.startSession(slx);
    return quiet(STARTED, `A session was started for ${slx}.`);
  } catch (error) {
    const reason = `No session could be started for ${slx}: ${(error as Error).message}`;
    return { record: record([reason], [issue(reason, now)]), metric: WENT_WRONG };
  }
}

function shortName(slx: string): string {
  return slx.slice(slx.indexOf('--') + (slx.includes('--') ? 2 : 1));
}

function quiet(metric: number, log: string): BundleRun {
  return { record: record([log], []), metric };
}

/** A configuration that can never work: an issue, the metric of a failure, and the task itself fails. */
function broken(reason: string, now: Date): BundleRun {
  return { record: { ...record([], [issue(reason, now)]), errors: [reason] }, metric: WENT_WRONG };
}

function record(log: string[], issues: RunIssue[]): BundleRecord {
  const taskDoc = 'Starts the tasks of an SLX at the times of a cron expression.';
  return { taskName: TITLE, taskDoc, report: [], issues, errors: [], started: true, log };
}

function issue(details: string, now: Date): RunIssue {
  return {
    severity: SEVERITY,
    title: 'The schedule did not start its SLX',
    expected: 'A run session is started when the schedule comes due.',
    actual: details,
    reproduceHint: 'Run the SLI of this SLX again.',
    nextSteps: 'Check CRON_SCHEDULE, TARGET_SLX and the runbook of the SLX.',
    details,
    observedAt: now.toISOString().replace('Z', '000+00:00'),
  };
}
