import type { ReportedIssue, RunReport } from './artifacts.ts';
import { type Crash, lastShellError } from './crash.ts';
import type { RunEvidence, RunReading } from './evidence.ts';
import type { RobotLog } from './robot-log.ts';

/** What is known of a run, its artifacts read. */
export interface RunFacts extends RunEvidence {
  report: RunReport;
  issues: ReportedIssue[];
  log: RobotLog;
  crash: Crash | undefined;
}

type Verdict = Pick<RunReading, 'outcome' | 'reason' | 'crash'>;

/** The outcome of a run, and why. */
export function judgeRun(facts: RunFacts): Verdict {
  switch (facts.status.toUpperCase()) {
    case 'FAILED':
      return judgeFailed(facts);
    case 'SUCCEEDED':
      return judgeSucceeded(facts);
    case 'RUNNING':
    case 'PENDING':
    case 'QUEUED':
      return { outcome: 'running', reason: 'The run has not ended yet.' };
    default:
      return { outcome: 'unknown', reason: `The platform answers with the status ${facts.status}.` };
  }
}

function judgeFailed({ report, issues, log, crash, artifacts }: RunFacts): Verdict {
  const why = log.failure ?? 'The artifacts do not say why.';
  if (artifacts.report === null) return { outcome: 'unknown', reason: `The run failed. ${why}` };
  if (log.setupFailed || !report.hasStreams) {
    return { outcome: 'not_started', reason: `The run failed before the script was started: ${why}` };
  }
  const kept =
    issues.length === 0
      ? ''
      : ` ${issues.length} ${issues.length === 1 ? 'issue was' : 'issues were'} recorded before.`;
  return {
    outcome: 'bad_output',
    reason: `What the script returned breaks the rules: ${why}${kept}`,
    ...(crash ? { crash } : {}),
  };
}

function judgeSucceeded(facts: RunFacts): Verdict {
  const { artifacts, report, issues, taskType, crash } = facts;
  if (issues.length > 0) return reported(issues.length, crash);
  if (artifacts.report === null || artifacts.issues === null) {
    return { outcome: 'unknown', reason: 'The run passed, but its artifacts could not be read.' };
  }
  if (taskType === 'sli' && report.metric !== undefined && report.metric !== NO_RESULT)
    return judgeMetric(report.metric);
  const ended = endedEarly(facts);
  if (ended) return ended;
  if (!report.hasStreams) {
    return { outcome: 'unknown', reason: 'The run passed, but its report has no line of the script.' };
  }
  return taskType === 'sli' ? judgeNoMetric(report.metric) : judgeSilence(facts);
}

function reported(count: number, crash: Crash | undefined): Verdict {
  const what = `The script reported ${count} ${count === 1 ? 'issue' : 'issues'}.`;
  if (!crash) return { outcome: 'issues', reason: what };
  return {
    outcome: 'issues',
    reason: `${what} It also failed with ${firstLine(crash)}: some may be missing.`,
    crash,
  };
}

/** What the debug runbook shows of an SLI script that left no result. */
const NO_RESULT = '[]';

function judgeMetric(metric: string): Verdict {
  const text = metric.trim();
  if (text === '' || Number.isNaN(Number(text))) {
    return {
      outcome: 'bad_output',
      reason: `The script returned ${text}, no number: a committed SLI would report 0 or nothing of use.`,
    };
  }
  const doubt = text === '0' ? ' Text that is not a number is shown as 0, too.' : '';
  return { outcome: 'metric', reason: `The script returned ${text}.${doubt}` };
}

function judgeNoMetric(metric: string | undefined): Verdict {
  if (metric === undefined)
    return { outcome: 'unknown', reason: 'The run passed, but its report has no metric.' };
  return { outcome: 'bad_output', reason: 'The script returned no number: a committed SLI would report 0.' };
}

/** Signs that the script did not come to its end, although the run passed. */
function endedEarly(facts: RunFacts): Verdict | undefined {
  const { log, crash, interpreter, timeoutSeconds = 300 } = facts;
  const code = log.returnCodes.find((one) => one !== 0);
  const cameToItsEnd = log.returnCodes.length > 0 && code === undefined;
  if (log.timedOut || (log.returnCodes.length === 0 && isSilentAndLong(facts))) {
    const reason = `The script was still running after the runner's limit of ${timeoutSeconds} s; its output is lost, and the platform calls the run a success.`;
    return { outcome: 'timed_out', reason };
  }
  // Bash goes on after a command that failed; Python does not.
  if (crash && !(interpreter === 'python' && cameToItsEnd)) {
    const reason = `The script failed with ${firstLine(crash)}; the platform calls the run a success with no issues.`;
    return { outcome: 'crashed', reason, crash };
  }
  return code === undefined ? undefined : exited(code, facts);
}

function exited(code: number, { interpreter, report }: RunFacts): Verdict {
  const crash = interpreter === 'python' ? undefined : lastShellError(report.stderr);
  const how = interpreter === 'python' ? 'sys.exit or a signal' : 'exit, set -e or a signal';
  const why = crash ? `: ${firstLine(crash)}` : `, e.g. by ${how}`;
  return {
    outcome: 'crashed',
    reason: `The script ended with exit code ${code}${why}, and reported nothing; the platform calls the run a success with no issues.`,
    ...(crash ? { crash } : {}),
  };
}

function isSilentAndLong({ report, elapsedSeconds = 0, timeoutSeconds = 300 }: RunFacts): boolean {
  return isSilent(report) && elapsedSeconds >= timeoutSeconds;
}

/** A time-out loses both streams. */
function isSilent({ stdout, stderr }: RunReport): boolean {
  return stdout === '' && stderr === '';
}

function firstLine({ exception, line }: Crash): string {
  return `${exception.split('\n')[0]}${line === undefined ? '' : ` (line ${line})`}`;
}

/** Neither issues nor a sign of failure. */
function judgeSilence({ log, canEndSilently, interpreter, report, elapsedSeconds }: RunFacts): Verdict {
  const unknown = (reason: string): Verdict => ({ outcome: 'unknown', reason });
  const hasExitCode = log.returnCodes.length > 0;
  if (canEndSilently && !(hasExitCode && interpreter === 'bash')) {
    return unknown(
      'No issues and no error, but the script can end without a result (exit, set -e), and nothing tells whether it did.',
    );
  }
  if (!hasExitCode && isSilent(report) && elapsedSeconds === undefined) {
    return unknown(
      'No issues and no output: a healthy script that prints nothing looks like this, and so does one that ran out of time.',
    );
  }
  if (!hasExitCode && canEndSilently === undefined) {
    return unknown('No issues and no error; without the script nothing tells whether main came to its end.');
  }
  return { outcome: 'healthy', reason: 'The script came to its end and reported no issues.' };
}
