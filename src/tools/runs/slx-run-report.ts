import { readEvidence } from '../../authoring/read-run.ts';
import type { RunRequest } from '../../platform/run-sessions.ts';
import type { RunReading } from '../../run-outcome/evidence.ts';
import { shorten } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { splitTitles } from './run-titles.ts';

const STREAM_LENGTH = 4000;

/** What really happened in a run of an SLX, or what prevented finding out. */
export interface SlxRunReport {
  outcome: RunReading['outcome'];
  outcome_reason: string;
  crash?: RunReading['crash'];
  /** What the script printed, cut for a reply. */
  stdout?: string;
  stderr?: string;
  /** What else was reported: the only output of bundles that run no script of the user. */
  report?: string;
  notes: string[];
}

/** Reads the report and log of one run. What cannot be read is noted, and the run itself is still returned. */
export async function reportOf(
  workspace: string,
  slx: string,
  run: RunRequest,
  context: ToolContext,
): Promise<SlxRunReport> {
  return (await readRunFiles(workspace, slx, run, context)).report;
}

/** The same, with the text of the log, or null where it could not be read. */
export async function readRunFiles(
  workspace: string,
  slx: string,
  run: RunRequest,
  { platform, signal }: ToolContext,
): Promise<{ report: SlxRunReport; log: string | null }> {
  const notes: string[] = [];
  const asked = async <Value>(what: string, work: Promise<Value>) =>
    (await orNote(work, { what: `The run's ${what} could not be read`, notes, signal })) ?? null;
  const [lines, log] = await Promise.all([
    asked('report', platform.runRequests.report(workspace, slx, run.id, { signal })),
    asked('log', platform.runRequests.log(workspace, run.id, { signal })),
  ]);
  const titles = {
    passed: splitTitles(run.passedTitles),
    failed: splitTitles(run.failedTitles),
    skipped: splitTitles(run.skippedTitles),
  };
  const reading = await readEvidence(
    {
      status: titles.passed.length > 0 ? 'SUCCEEDED' : 'FAILED',
      taskType: 'task',
      titles,
      artifacts: {
        report: lines && toJsonLines(lines),
        issues: toJsonLines(run.issues?.length ? run.issues : [{}]),
        log,
      },
    },
    { platform, signal },
  );
  const { outcome, reason, crash, stdout, stderr } = reading;
  const report = {
    outcome,
    outcome_reason: reason,
    ...(crash ? { crash } : {}),
    stdout: shorten(stdout, STREAM_LENGTH),
    stderr: shorten(stderr, STREAM_LENGTH),
    report: shorten(reading.report, STREAM_LENGTH),
    notes: [...notes, ...reading.notes],
  };
  return { report, log };
}

const toJsonLines = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');
