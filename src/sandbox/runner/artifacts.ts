import { renderLog } from './robot-log.ts';
import type { RunArtifacts } from './run.ts';
import type { RunRecord } from './run-record.ts';

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

/** Robot Framework's console output, which has nothing of the script's output. */
function renderConsole({ suite, titles, errors, skipped }: RunRecord): string {
  const rule = '='.repeat(78);
  const ended = skipped === undefined ? '| PASS |' : '| SKIP |';
  const status = errors.length === 0 ? ended : '| FAIL |';
  const lines = [rule, suite, rule, ...titles.map((title) => `${title.padEnd(70)}${status}`), ...errors];
  return `${[...lines, '-'.repeat(78), `${suite.padEnd(70)}${status}`, rule].join('\n')}\n`;
}
