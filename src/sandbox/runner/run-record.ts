import type { RunIssue } from './run.ts';

/** One line of report.jsonl before it has its task. `fmt` says how the platform shows it. */
export interface ReportLine {
  obj: string;
  fmt: 'pre' | 'p';
}

/** All that the artifacts of a run are written from. */
export interface RunRecord extends BundleRecord {
  suite: 'Runbook' | 'Sli';
  /** Unresolved titles of the tasks that ran, as the log and the title lists have them. */
  titles: string[];
}

/** What a bundle leaves of one run. */
export interface BundleRecord {
  /** Resolved title, as report lines have it. */
  taskName: string;
  taskDoc: string;
  report: ReportLine[];
  issues: RunIssue[];
  /** Empty when the task passed. */
  errors: string[];
  /** Why the tasks were skipped, where they were. */
  skipped?: string;
  /** False when setup failed, so that no task was started. */
  started: boolean;
  /** Further lines of the log. */
  log: string[];
}
