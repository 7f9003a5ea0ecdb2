import { readIssues, readReport } from './artifacts.ts';
import { findCrash } from './crash.ts';
import type { RunEvidence, RunReading } from './evidence.ts';
import { NO_LOG, readRobotLog } from './robot-log.ts';
import { judgeRun, type RunFacts } from './verdict.ts';

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
