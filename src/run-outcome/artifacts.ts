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
  /** Both streams have their line: the script was started. */
  hasStreams: boolean;
  /** How many lines are no JSON, or lie beyond the bounds. */
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
  brokenLines: number;
}

const STDOUT = 'Command stdout: ';
const STDERR = 'Command stderr: ';
const METRIC = 'Reported Metric: ';

const reportLine = z.looseObject({ obj: z.unknown(), fmt: z.string().nullish() });

/** Reads report.jsonl line by line. */
export function readReport(jsonl: string): RunReport {
  const { objects, brokenLines } = readLines(jsonl);
  const texts = objects.flatMap((object) => {
    const line = reportLine.safeParse(object);
    if (!line.success || line.data.fmt === 'issue' || line.data.obj === undefined) return [];
    return [textOf(line.data.obj)];
  });
  const after = (start: string) =>
    texts.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
  const [stdout, stderr] = [after(STDOUT), after(STDERR)];
  return {
    stdout: stdout.join(''),
    stderr: stderr.join(''),
    report: texts.filter((text) => !text.startsWith(STDOUT) && !text.startsWith(STDERR)).join('\n'),
    metric: after(METRIC).at(-1),
    hasStreams: stdout.length > 0 && stderr.length > 0,
    brokenLines,
  };
}

/** Reads issues.jsonl line by line; the runner writes `{}` where it has none. */
export function readIssues(jsonl: string): ReportedIssues {
  const { objects, brokenLines } = readLines(jsonl);
  return { issues: objects.map(toIssue), brokenLines };
}

function toIssue(line: Record<string, unknown>): ReportedIssue {
  const first = (...keys: string[]) =>
    keys.map((key) => line[key]).find((value) => value !== undefined && value !== null);
  const observedAt = first('observedAt', 'observed_at', 'issue observed at');
  return {
    title: textOf(first('title', 'issue title') ?? ''),
    details: textOf(first('details', 'issue description') ?? ''),
    nextSteps: textOf(first('nextSteps', 'next_steps', 'issue next steps') ?? ''),
    severity: textOf(first('severity', 'issue severity') ?? ''),
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
