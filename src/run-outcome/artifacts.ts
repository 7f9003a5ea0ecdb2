import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { jsonOf } from '../json/json-of.ts';

/** What a script left on its streams and in its report, out of report.jsonl. */
export interface RunReport {
  stdout: string;
  stderr: string;
  /** Everything else that was reported, one text a line. */
  report: string;
  /** Text of the value that an SLI script returned, as its author run shows it. */
  metric: string | undefined;
  /** Issues that it tells of, as issues.jsonl should. */
  issues: ReportedIssue[];
  /** Both streams have their line: the script was started. */
  hasStreams: boolean;
  /** How many lines are no line of a report, or lie beyond the bounds. */
  brokenLines: number;
}

/** One reported issue, whichever spelling its keys came in. */
export interface ReportedIssue {
  title: string;
  details: string;
  nextSteps: string;
  /** `1` to `4` as text. */
  severity: string;
  observedAt: string | null;
}

export interface ReportedIssues {
  issues: ReportedIssue[];
  /** How many lines are no issue, or lie beyond the bounds. */
  brokenLines: number;
}

const STDOUT = 'Command stdout: ';
const STDERR = 'Command stderr: ';
const METRIC = 'Reported Metric: ';

const reportLine = z.looseObject({ obj: z.unknown(), fmt: z.string().nullish() });

/** Reads report.jsonl line by line. */
export function readReport(jsonl: string): RunReport {
  const { objects, brokenLines } = readLines(jsonl);
  const lines = objects.flatMap((object) => {
    const line = reportLine.safeParse(object);
    return line.success && line.data.obj !== undefined ? [line.data] : [];
  });
  const texts = lines.filter(({ fmt }) => fmt !== 'issue').map(({ obj }) => textOf(obj));
  const found = lines.filter(({ fmt }) => fmt === 'issue').map(({ obj }) => obj);
  const after = (start: string) =>
    texts.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
  const [stdout, stderr] = [after(STDOUT), after(STDERR)];
  return {
    stdout: stdout.join(''),
    stderr: stderr.join(''),
    report: texts.filter((text) => !text.startsWith(STDOUT) && !text.startsWith(STDERR)).join('\n'),
    metric: after(METRIC).at(-1),
    issues: found.filter(isIssue).map(toIssue),
    hasStreams: stdout.length > 0 && stderr.length > 0,
    brokenLines: brokenLines + objects.length - lines.length,
  };
}

/** Reads issues.jsonl line by line; the runner writes `{}` where it has none. */
export function readIssues(jsonl: string): ReportedIssues {
  const { objects, brokenLines } = readLines(jsonl);
  const issues = objects.filter(isIssue);
  return { issues: issues.map(toIssue), brokenLines: brokenLines + objects.length - issues.length };
}

const TITLE = ['title', 'issue title'];
const DETAILS = ['details', 'issue description'];
const NEXT_STEPS = ['nextSteps', 'next_steps', 'issue next steps'];
const SEVERITY = ['severity', 'issue severity'];
const OBSERVED_AT = ['observedAt', 'observed_at', 'issue observed at'];
const ISSUE_KEYS = [TITLE, DETAILS, NEXT_STEPS, SEVERITY, OBSERVED_AT].flat();

/** Some other object may stand in an artifact's place, such as a server's refusal. */
function isIssue(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && ISSUE_KEYS.some((key) => Object.hasOwn(value, key));
}

function toIssue(line: Record<string, unknown>): ReportedIssue {
  const first = (keys: readonly string[]) =>
    keys.map((key) => line[key]).find((value) => value !== undefined && value !== null);
  const observedAt = first(OBSERVED_AT);
  return {
    title: textOf(first(TITLE) ?? ''),
    details: textOf(first(DETAILS) ?? ''),
    nextSteps: textOf(first(NEXT_STEPS) ?? ''),
    severity: textOf(first(SEVERITY) ?? ''),
    observedAt: observedAt === undefined ? null : textOf(observedAt),
  };
}

/** Objects and broken lines up to the bounds on both, since each costs time in which nothing else is done. */
function readLines(jsonl: string): { objects: Record<string, unknown>[]; brokenLines: number } {
  const objects: Record<string, unknown>[] = [];
  let lines = 0;
  let brokenLines = 0;
  for (let start = 0; start < jsonl.length; ) {
    if (lines >= BOUNDS.artifactLines.limit || brokenLines >= BOUNDS.artifactBrokenLines.limit)
      return { objects, brokenLines: brokenLines + linesFrom(jsonl, start) };
    const end = endOfLine(jsonl, start);
    const line = jsonl.slice(start, end);
    start = end + 1;
    if (line.trim() === '') continue;
    lines += 1;
    const value = jsonOf(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) brokenLines += 1;
    else if (Object.keys(value).length > 0) objects.push(value as Record<string, unknown>);
  }
  return { objects, brokenLines };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** How many lines there are from that index on. */
function linesFrom(text: string, index: number): number {
  let count = 0;
  for (let start = index; start < text.length; start = endOfLine(text, start) + 1) count += 1;
  return count;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
