import type { Interpreter, TaskType } from '../script-rules/script-kind.ts';
import { type ReportedIssue, readIssues, readReport } from './artifacts.ts';
import { type Crash, findCrash } from './crash.ts';
import { NO_LOG, readRobotLog } from './robot-log.ts';
import { judgeRun, type RunFacts } from './verdict.ts';

/**
 * What really happened to a script. `healthy`: main came back with an empty list. `metric`: an SLI script came back with
 * a number. `crashed`, `timed_out`: the platform may still call the run a success. `bad_output`: the result breaks the
 * rules. `not_started`: set-up failed. `unknown`: what is there does not tell.
 */
type Outcome =
  | 'issues'
  | 'healthy'
  | 'metric'
  | 'crashed'
  | 'timed_out'
  | 'bad_output'
  | 'not_started'
  | 'running'
  | 'unknown';

/** All that is known of a run. */
export interface RunEvidence {
  /** As the platform has it: RUNNING, SUCCEEDED, FAILED. */
  status: string;
  taskType: TaskType;
  interpreter?: Interpreter | undefined;
  /** Whether the script can end without an error and without a result; undefined where the script is not known. */
  canEndSilently?: boolean | undefined;
  /** Texts of the artifacts; null where one could not be had. */
  artifacts: { report: string | null; issues: string | null; log: string | null };
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

/** Tells the outcomes apart that the platform's status throws together. */
export function readRun(evidence: RunEvidence): RunReading {
  const { artifacts, interpreter } = evidence;
  const report = readReport(artifacts.report ?? '');
  const { issues, brokenLines } = readIssues(artifacts.issues ?? '');
  const log = artifacts.log === null ? NO_LOG : readRobotLog(artifacts.log);
  const facts: RunFacts = { ...evidence, report, issues, log, crash: findCrash(report.stderr, interpreter) };
  return {
    ...judgeRun(facts),
    issues,
    stdout: report.stdout,
    stderr: report.stderr,
    report: report.report,
    ...(report.metric === undefined ? {} : { metric: report.metric }),
    notes: [
      ...broken('report.jsonl', report.brokenLines),
      ...broken('issues.jsonl', brokenLines),
      ...missing(artifacts),
    ],
  };
}

function broken(file: string, lines: number): string[] {
  return lines === 0 ? [] : [`${lines} ${lines === 1 ? 'line' : 'lines'} of ${file} could not be read.`];
}

function missing(artifacts: RunEvidence['artifacts']): string[] {
  const names = Object.entries(artifacts).flatMap(([name, text]) => (text === null ? [name] : []));
  return names.length === 0
    ? []
    : [`Not read: the artifact${names.length === 1 ? '' : 's'} ${names.join(', ')}.`];
}
