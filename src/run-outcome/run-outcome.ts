import type { ScriptEnding, ScriptToEnd } from '../script-rules/script-ending.ts';
import { readIssues, readReport } from './artifacts.ts';
import { takeMark, withoutMark } from './completion-mark.ts';
import { findCrash } from './crash.ts';
import type { RunEvidence, RunReading } from './evidence.ts';
import { NO_LOG, readRobotLog } from './robot-log.ts';
import type { RunFacts } from './run-facts.ts';
import { judgeRun } from './verdict.ts';

/**
 * Tells apart outcomes for which the platform has one status. `readEnding` tells what a script's text leaves open; where
 * it throws, that counts as not known.
 */
export async function readRun(
  evidence: RunEvidence,
  readEnding: (script: ScriptToEnd) => Promise<ScriptEnding>,
): Promise<RunReading> {
  const { artifacts } = evidence;
  const report = readReport(artifacts.report ?? '');
  const file = readIssues(artifacts.issues ?? '');
  const isShort = file.issues.length < report.issues.length;
  const issues = isShort ? report.issues : file.issues;
  const log = artifacts.log === null ? NO_LOG : readRobotLog(artifacts.log);
  const interpreter = evidence.interpreter ?? log.sent?.interpreter;
  const sent = evidence.sent ?? log.sent?.script;
  const own = sent === undefined ? undefined : withoutMark(sent.replace(/\r\n?/g, '\n'));
  const { stdout, stderr, mark } = takeMark(report, own?.hash);
  const isSilent = evidence.status.toUpperCase() === 'SUCCEEDED' && issues.length === 0;
  const toRead = own && interpreter && isSilent ? { script: own.script, interpreter } : undefined;
  const facts: RunFacts = {
    ...evidence,
    interpreter,
    report: { ...report, stdout, stderr },
    issues,
    lostIssues: file.brokenLines > 0 || artifacts.issues?.trim() === '',
    log,
    script: own?.script,
    ending: toRead && (await readEnding(toRead).catch(() => undefined)),
    mark: own !== undefined && own.hash === undefined ? undefined : mark,
    isMarked: own?.hash !== undefined,
    crash: findCrash(stderr, interpreter),
  };
  const isGuess = facts.mark !== undefined && !facts.mark.isKnown;
  return {
    ...judgeRun(facts),
    issues,
    stdout,
    stderr,
    report: report.report,
    ...(report.metric === undefined ? {} : { metric: report.metric }),
    notes: [
      ...broken('report.jsonl', report.brokenLines),
      ...broken('issues.jsonl', file.brokenLines),
      ...(isShort ? ['issues.jsonl has fewer issues than the report: those of the report are given.'] : []),
      ...(artifacts.log?.trim() && !log.isReadable
        ? ['log.html is not the log of a run and was not used.']
        : []),
      ...(isGuess ? ['The log does not show the script: the last completion mark was used.'] : []),
    ],
  };
}

function broken(file: string, lines: number): string[] {
  return lines === 0 ? [] : [`${lines} ${lines === 1 ? 'line' : 'lines'} of ${file} could not be read.`];
}
