import { RESULT_NAMES } from '../script-rules/runner-text.ts';
import { doubtAfterMain, shown } from './after-main.ts';
import type { RunReport } from './artifacts.ts';
import { type Crash, lastShellError } from './crash.ts';
import type { RunEvidence, RunReading } from './evidence.ts';
import { isFloatText } from './float-text.ts';
import { failedBesides, judgeOtherBundle } from './other-bundle.ts';
import { quote } from './quote.ts';
import type { RunFacts } from './run-facts.ts';

type Verdict = Pick<RunReading, 'outcome' | 'reason' | 'crash'>;

/** The outcome of a run, and why. */
export function judgeRun(facts: RunFacts): Verdict {
  const { log, titles, issues } = facts;
  if (issues.length === 0 && (log.skipped !== undefined || isSkipped(titles))) {
    return unknown(`The tasks were skipped: ${log.skipped ?? 'the artifacts do not say why.'}`);
  }
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

/** Nothing ran: skipped titles only. */
function isSkipped(titles: RunEvidence['titles']): boolean {
  return (
    titles !== undefined && titles.skipped.length > 0 && titles.passed.length + titles.failed.length === 0
  );
}

function judgeFailed({ report, issues, log, crash, artifacts }: RunFacts): Verdict {
  const why = log.failure ?? 'The artifacts do not say why.';
  if (artifacts.report === null) return { outcome: 'unknown', reason: `The run failed. ${why}` };
  const kept =
    issues.length === 0
      ? ''
      : ` ${issues.length} ${issues.length === 1 ? 'issue was' : 'issues were'} recorded before.`;
  if (report.report !== '' && !report.hasStreams && !log.setupFailed) {
    const outcome = issues.length > 0 ? 'issues' : 'crashed';
    return { outcome, reason: `A task of the bundle failed: ${why}${kept}` };
  }
  if (log.setupFailed || !report.hasStreams) {
    return { outcome: 'not_started', reason: `The run failed before the script was started: ${why}` };
  }
  return {
    outcome: 'bad_output',
    reason: `The script returned an invalid result: ${why}${kept}`,
    ...(crash ? { crash } : {}),
  };
}

function judgeSucceeded(facts: RunFacts): Verdict {
  const { artifacts, report, issues, lostIssues, taskType, log, script } = facts;
  const failed = failedBesides(facts);
  if (issues.length > 0) return reported(facts, failed);
  if (failed) return { outcome: 'crashed', reason: `${failed} The others passed and reported no issues.` };
  if (artifacts.report === null || artifacts.issues === null) {
    return unknown('The run passed, but its artifacts could not be read.');
  }
  if (lostIssues || report.brokenLines > 0) {
    const file = lostIssues ? 'issues.jsonl' : 'report.jsonl';
    return unknown(`The run passed, but part of ${file} could not be read: issues may be missing.`);
  }
  if (taskType === 'sli' && log.notJson !== undefined) {
    return badOutput(
      `What the script returned is not JSON (${firstLineOf(log.notJson.replace(/^Evaluating expression [\s\S]*? failed: /, ''))}): a committed SLI reports 0.`,
    );
  }
  if (taskType === 'sli' && report.metric !== undefined && report.metric !== NO_RESULT) {
    return judgeMetric(report.metric);
  }
  if (!report.hasStreams && script === undefined) return judgeOtherBundle(facts);
  const lost = lostStreams(facts);
  if (lost) return lost;
  if (!report.hasStreams) return unknown('The run passed, but its report has no line of the script.');
  const ended = endedEarly(facts) ?? judgeMark(facts);
  if (ended) return ended;
  return taskType === 'sli' ? judgeNoMetric(facts) : judgeSilence(facts);
}

const unknown = (reason: string): Verdict => ({ outcome: 'unknown', reason });
const badOutput = (reason: string): Verdict => ({ outcome: 'bad_output', reason });

function reported({ issues, lostIssues, crash, mark, log }: RunFacts, failed: string | undefined): Verdict {
  const count = issues.length;
  const what = `The script reported ${lostIssues ? 'at least ' : ''}${count} ${count === 1 ? 'issue' : 'issues'}.`;
  const isCertain = crash && mark === undefined && log.returnCodes.some((code) => code !== 0);
  if (failed) return { outcome: 'issues', reason: `${what} ${failed} Some may be missing.` };
  if (!isCertain) return { outcome: 'issues', reason: what };
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
  if (!isFloatText(text)) {
    return badOutput(
      `The script returned ${text}, which is not a number: a committed SLI would report 0 or nothing usable.`,
    );
  }
  return { outcome: 'metric', reason: `The script returned ${text}.` };
}

function judgeNoMetric({ report, script = '' }: RunFacts): Verdict {
  if (report.metric === undefined) return unknown('The run passed, but its report has no metric.');
  if (RESULT_NAMES.sli.test(script)) {
    return unknown(
      'The test run has no metric, but a committed SLI may: the script names METRIC_FILE or metric_data.json, which a test run may not read. Write the number to file descriptor 3.',
    );
  }
  return badOutput('The script returned no number: a committed SLI would report 0.');
}

/** The runner gave up on the script, or could not read what it printed. */
function lostStreams(facts: RunFacts): Verdict | undefined {
  const { log, report, elapsedSeconds, timeoutSeconds = 300 } = facts;
  const hasWaited =
    log.returnCodes.length === 0 && isSilent(report) && (elapsedSeconds ?? 0) >= timeoutSeconds;
  if (log.undecodable) {
    return unknown(
      'The script printed bytes that are not UTF-8: the runner loses both streams and the exit code with them, so it is not known how it ended. Convert what it prints, e.g. with | iconv -c -t utf-8.',
    );
  }
  if (log.timedOut && !mayHaveWritten(facts)) {
    return {
      outcome: 'timed_out',
      reason: `The script was still running after the runner's limit of ${timeoutSeconds} s; its output is lost, and the platform calls the run a success.`,
    };
  }
  if (log.timedOut || log.returnCodes.includes(-1) || hasWaited) {
    return unknown(
      `The runner lost the output of the script, as it does at its limit of ${timeoutSeconds} s; it is not known whether it had written its result before.`,
    );
  }
  return undefined;
}

/** Bash may have written its result before the time was up; Python writes when main has returned, and may go on. */
function mayHaveWritten({ interpreter, script, ending }: RunFacts): boolean {
  if (script === undefined) return interpreter !== 'python';
  if (!ending || ending.mayGoOn) return true;
  return interpreter !== 'python' && ending.mayWriteEarly !== undefined;
}

/** Signs that the script did not come to its end, although the run passed. */
function endedEarly(facts: RunFacts): Verdict | undefined {
  const { log, interpreter, mark, report } = facts;
  const code = log.returnCodes.find((one) => one !== 0);
  const hasCode = log.returnCodes.length > 0;
  if (mark?.written || (mark && interpreter !== 'python' && code === undefined)) return undefined;
  const crash = certainCrash(facts, hasCode ? (code ?? 0) : undefined);
  if (crash) {
    const reason = `The script failed with ${firstLine(crash)}; the platform calls the run a success with no issues.`;
    return { outcome: 'crashed', reason, crash };
  }
  if (code === undefined) return undefined;
  // Python ends so where it cannot write out what is left of its streams, its result long written.
  if (interpreter === 'python' && (code === 120 || mark)) {
    return unknown(
      `The script ended with exit code ${code} after main had returned; it is not known whether its result was written.${quote(report.stderr)}`,
    );
  }
  if (mayHaveWrittenBefore(facts)) {
    return unknown(
      `The script ended with exit code ${code} and main was not seen to return; it is not known whether it had written its result before.${quote(report.stderr)}`,
    );
  }
  return exited(code, facts);
}

/** A script that ended with an exit code may have left its result before, as far as its text and its mark tell. */
function mayHaveWrittenBefore({ interpreter, ending, isMarked }: RunFacts): boolean {
  if (!ending) return true;
  if (!ending.mayWriteEarly) return false;
  return interpreter !== 'python' || !isMarked || ending.mayLoseMark !== undefined;
}

/** The failure on stderr, where it and the exit code can mean nothing else. */
function certainCrash(
  { crash, interpreter, script, mark, ending }: RunFacts,
  code: number | undefined,
): Crash | undefined {
  if (!crash) return undefined;
  if (interpreter === 'python') {
    const isOpen = code === undefined && (mark !== undefined || mayShowTracebacks(script));
    return code === 0 || isOpen ? undefined : crash;
  }
  const lines = script?.split('\n').length;
  // In the runner's own line; one of the script's may stand before the definition. A handler may write the result later.
  const lostMain =
    crash.exception === 'main: command not found' && lines !== undefined && (crash.line ?? 0) > lines;
  if (lostMain && ending && !ending.mayGoOn) return crash;
  if (code === undefined || code === 0) return undefined;
  return ending && !ending.mayWriteEarly ? crash : undefined;
}

/** A script may print the traceback of an exception that it dealt with, or of a process that it started, and go on. */
function mayShowTracebacks(script: string | undefined): boolean {
  return (
    script === undefined ||
    /\b(?:traceback|exc_info|excepthook|subprocess|system|popen|logger|logging)\b/i.test(script)
  );
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

/** What the mark says about how main returned. */
function judgeMark({ mark, taskType, report, crash, script, ending }: RunFacts): Verdict | undefined {
  if (!mark || taskType === 'sli') return undefined;
  const quoted = quote(report.stderr);
  if (script !== undefined && !ending) return unknown(`main returned, but ${UNREAD}${quoted}`);
  const doubt = ending && doubtAfterMain(mark, ending);
  if (doubt) return unknown(`${doubt}${quoted}`);
  if (mark.type !== undefined) {
    if (mark.length === 0) return healthy(report.stderr);
    const what = mark.length === undefined ? mark.type : `${mark.type} of ${mark.length}`;
    return unknown(`main returned a ${what}, but the run has no issues and no error.${quoted}`);
  }
  if (!mark.written) {
    const reason = `main returned status ${mark.status} and had written no result: the platform shows no issues. Write [] to file descriptor 3 where there are none.${quoted}`;
    const failed = mark.status === 0 ? undefined : (crash ?? lastShellError(report.stderr));
    return failed ? { outcome: 'crashed', reason, crash: failed } : badOutput(reason);
  }
  const status = mark.status === 0 ? '' : ` Its status was ${mark.status}.`;
  return healthy(report.stderr, status);
}

function healthy(stderr: string, status = ''): Verdict {
  if (stderr.trim() === '' && status === '') {
    return { outcome: 'healthy', reason: 'main returned and reported no issues.' };
  }
  return { outcome: 'healthy', reason: `main returned and reported nothing.${status}${quote(stderr)}` };
}

const UNREAD = 'its text could not be read: it is not known whether it left a result.';

/** A time-out loses both streams. */
function isSilent({ stdout, stderr }: RunReport): boolean {
  return stdout === '' && stderr === '';
}

function firstLine({ exception, line }: Crash): string {
  return `${firstLineOf(exception)}${line === undefined ? '' : ` (line ${line})`}`;
}

const firstLineOf = (text: string) => text.split('\n')[0]!;

/** Neither issues, nor a mark, nor a sign of failure. */
function judgeSilence({ log, script, interpreter, report, crash, ending }: RunFacts): Verdict {
  const quoted = quote(report.stderr);
  if (script === undefined || interpreter === undefined) {
    return unknown(
      `No issues and no error; without the script it is not known whether it left a result.${quoted}`,
    );
  }
  if (log.returnCodes.length === 0) {
    return unknown(
      `No issues; without the exit code it is not known whether the script ran to its end.${quoted}`,
    );
  }
  if (!ending) return unknown(`No issues and exit code 0, but ${UNREAD}${quoted}`);
  const hasShellError = interpreter === 'bash' && (crash ?? lastShellError(report.stderr)) !== undefined;
  const { mayLeaveNothing } = ending;
  if (!hasShellError && !mayLeaveNothing) return healthy(report.stderr);
  const place = mayLeaveNothing ? ` ${shown(mayLeaveNothing)}` : '';
  return unknown(
    `No issues and exit code 0, but the script can also end like this without a result${place}, and it is not known whether it did.${quoted}`,
  );
}
