import type { ScriptEnding } from '../script-rules/script-ending.ts';
import type { ReportedIssue, RunReport } from './artifacts.ts';
import type { CompletionMark } from './completion-mark.ts';
import type { Crash } from './crash.ts';
import type { RunEvidence } from './evidence.ts';
import type { RobotLog } from './robot-log.ts';

/** What is known of a run, its artifacts read. */
export interface RunFacts extends RunEvidence {
  /** Streams without the completion mark. */
  report: RunReport;
  issues: ReportedIssue[];
  /** Some of what issues.jsonl held could not be read. */
  lostIssues: boolean;
  log: RobotLog;
  /** The user's own script, where it is known. */
  script: string | undefined;
  /** What its text leaves open; undefined where it is not known, could not be read, or does not matter. */
  ending: ScriptEnding | undefined;
  mark: CompletionMark | undefined;
  /** The script was sent with a mark, whether or not it was seen. */
  isMarked: boolean;
  /** What stderr tells of a failure. */
  crash: Crash | undefined;
}
