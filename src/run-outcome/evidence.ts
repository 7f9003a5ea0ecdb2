import type { Interpreter, TaskType } from '../script-rules/script-kind.ts';
import type { ReportedIssue } from './artifacts.ts';
import type { Crash } from './crash.ts';

/**
 * What really happened to a script. `healthy`: main returned and reported nothing. `metric`: an SLI script returned a
 * number. `crashed`, `timed_out`: the platform may still call the run a success. `bad_output`: the result breaks the
 * rules. `not_started`: set-up failed. `unknown`: what is there does not decide it.
 */
export const OUTCOMES = [
  'issues',
  'healthy',
  'metric',
  'crashed',
  'timed_out',
  'bad_output',
  'not_started',
  'running',
  'unknown',
] as const;

type Outcome = (typeof OUTCOMES)[number];

/** How each task of a run ended. */
export interface TaskTitles {
  passed: string[];
  failed: string[];
  skipped: string[];
}

/** All that is known of a run. */
export interface RunEvidence {
  /** As the platform has it: RUNNING, SUCCEEDED, FAILED. */
  status: string;
  taskType: TaskType;
  interpreter?: Interpreter | undefined;
  /** The script as it was sent, its completion mark included; where left out, the log may show it. */
  sent?: string | undefined;
  /** Texts of the artifacts; null where one could not be had. */
  artifacts: { report: string | null; issues: string | null; log: string | null };
  /** Titles of the tasks that ran, where the platform tells of each: a run of an SLX. */
  titles?: TaskTitles;
  elapsedSeconds?: number | undefined;
  /** The runner's own limit; 300 unless the bundle is told otherwise. */
  timeoutSeconds?: number;
}

export interface RunReading {
  outcome: Outcome;
  /** Why, in a sentence or two. */
  reason: string;
  crash?: Crash;
  issues: ReportedIssue[];
  stdout: string;
  stderr: string;
  report: string;
  metric?: string;
  notes: string[];
}
