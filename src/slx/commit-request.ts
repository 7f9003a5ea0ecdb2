import { Refused } from '../errors/request-errors.ts';
import { nextRuns } from '../names/cron-schedule.ts';
import { checkSlxName } from '../names/slx-name.ts';
import type { TaskType } from '../script-rules/script-kind.ts';
import { givenSources, type ScriptSources } from '../script-rules/source/script-source.ts';
import { checkOverlaps, parseRuntimeVariables, type RuntimeVariable } from './runtime-vars.ts';

/** A commit as requested, before any script is read. */
export interface CommitRequest {
  slxName: string;
  taskType: TaskType;
  runtimeVars: readonly unknown[];
  envVars: Readonly<Record<string, string>>;
  secretVars: Readonly<Record<string, string>>;
  cronSchedule: string | undefined;
  sliSources: ScriptSources;
}

/** What is settled once a request has passed. */
export interface CheckedRequest {
  runtimeVars: RuntimeVariable[];
  /** The next times of the cron schedule in UTC, ISO 8601; none without a schedule. */
  nextRuns: string[];
}

/** Checks a request in the order in which refusals are reported: name, runtime variables, overlaps, schedule. */
export function checkCommitRequest(request: CommitRequest, now = new Date()): CheckedRequest {
  checkSlxName(request.slxName);
  const runtimeVars = parseRuntimeVariables(request.runtimeVars, request.taskType);
  checkOverlaps(runtimeVars, request);
  return { runtimeVars, nextRuns: checkSchedule(request, now) };
}

/** An SLI either runs its own script or triggers tasks on a schedule. */
function checkSchedule({ cronSchedule, sliSources, taskType }: CommitRequest, now: Date): string[] {
  if (!cronSchedule) return [];
  const [source] = givenSources(sliSources);
  if (source || taskType === 'sli') {
    const other = source ? `sli_${source}` : "task_type='sli'";
    throw new Refused(
      `cron_schedule and ${other} cannot be combined: the SLI of an SLX is either a schedule or a script.`,
      {
        hint: 'Give cron_schedule to run the task on a schedule, or an SLI script to measure something, not both.',
        detail: { field: 'cron_schedule', excludes: other },
      },
    );
  }
  return nextRuns(cronSchedule, now);
}
