import { renderLog } from './robot-log.ts';
import type { RunArtifacts, RunIssue } from './run-script.ts';

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
  /** False when setup failed, so that no task was started. */
  started: boolean;
  /** What the log tells besides: lines of text. */
  log: string[];
}

/** What the runner uploads in the place of a file that was never written. */
const MISSING_FILE = '{}\n';

/** Writes the files that the runner uploads after a run, in the platform's line formats. */
export function renderArtifacts(record: RunRecord): RunArtifacts {
  const { taskName, taskDoc, report, issues } = record;
  const task = { taskName, taskDoc, taskStatus: null, taskMessage: null };
  const lines = [
    ...report.map((line) => ({ ...line, kwargs: {}, ...task })),
    ...issues.map((issue) => ({ obj: issue, fmt: 'issue', kwargs: {}, ...task })),
  ];
  const issueLines = issues.map(({ observedAt, ...issue }) => ({
    ...issue,
    ...task,
    observedAt,
    metadata: { summary: null },
  }));
  return {
    report: jsonLines(lines),
    issues: jsonLines(issueLines),
    log: renderLog(record),
    stdout: renderConsole(record),
  };
}

function jsonLines(values: object[]): string {
  return values.length === 0 ? MISSING_FILE : `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;
}

/** Robot Framework's console output, which says nothing of the script's own. */
function renderConsole({ suite, titles, errors }: RunRecord): string {
  const rule = '='.repeat(78);
  const status = errors.length === 0 ? '| PASS |' : '| FAIL |';
  const lines = [rule, suite, rule, ...titles.map((title) => `${title.padEnd(70)}${status}`), ...errors];
  return `${[...lines, '-'.repeat(78), `${suite.padEnd(70)}${status}`, rule].join('\n')}\n`;
}
