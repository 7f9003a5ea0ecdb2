import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorRunOutput } from '../platform/author-runs.ts';
import { runProgress } from '../platform/run-status.ts';
import type { ReportedIssue } from '../run-outcome/artifacts.ts';
import type { RunEvidence, RunReading } from '../run-outcome/evidence.ts';
import { noteIssues } from '../run-outcome/run-notes.ts';
import { shorten } from '../tool-kit/compact.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';
import { readEvidence } from './read-run.ts';

/** Longest text of one stream in a reply; the artifacts hold the rest. */
const STREAM_LENGTH = 20_000;

const ARTIFACT_TYPES = { report: 'log', issues: 'issues', log: 'debug' } as const;
type Artifacts = RunEvidence['artifacts'];

/** What is known of a run besides its artifacts. */
export type RunKnowledge = Omit<RunEvidence, 'artifacts'>;

/**
 * Fetches the artifacts of a run that is over, several at a time, and tells what really happened. `listed` is where they
 * are, for who has asked already.
 */
export async function readOutput(
  workspace: string,
  runId: string,
  known: RunKnowledge,
  context: ToolContext,
  listed?: AuthorRunOutput,
) {
  const hasAll = listed && Object.values(ARTIFACT_TYPES).every((type) => urlOf(listed, type));
  const first = await fetchArtifacts(hasAll ? listed : await list(workspace, runId, context), context);
  const settled = isEmpty(first.artifacts) ? await fetchLater(workspace, runId, context) : first;
  const reading = await readEvidence(
    {
      ...known,
      status: known.status || (settled.status ?? ''),
      artifacts: settled.artifacts,
    },
    context,
  );
  return { reading, notes: settled.notes };
}

/** A reading as tools answer it, the outcome first; without advice on silence where a committed script ran as it is. */
export function readingView(
  { outcome, reason, crash, issues, ...rest }: RunReading,
  taskType: 'task' | 'sli',
  isCommitted = false,
) {
  return {
    outcome,
    outcome_reason: reason,
    ...(crash ? { crash } : {}),
    issues: issues satisfies ReportedIssue[],
    ...(rest.metric === undefined ? {} : { metric: rest.metric }),
    stdout: shorten(rest.stdout, STREAM_LENGTH) ?? '',
    stderr: shorten(rest.stderr, STREAM_LENGTH) ?? '',
    report: shorten(rest.report, STREAM_LENGTH) ?? '',
    ...(taskType === 'task' && (outcome === 'issues' || outcome === 'healthy')
      ? { issue_quality_notes: isCommitted ? [] : noteIssues(issues) }
      : {}),
  };
}

/** What the platform's status says and does not say. */
export function interpretStatus(status: string): { meaning: string; hints?: string[] } {
  if (status === 'SUCCEEDED') {
    return {
      meaning: "SUCCEEDED means that the runner's task passed, not that the script worked; see outcome.",
    };
  }
  const progress = runProgress(status);
  if (progress === 'under-way') return { meaning: `${status}: the run is not over.` };
  if (progress === 'unknown') {
    return { meaning: `${status} is not a known status: it does not tell whether the run is over.` };
  }
  if (status !== 'FAILED') return { meaning: `${status}: the run is over and ended abnormally.` };
  return {
    meaning:
      'FAILED means that the run reported no passed_titles: set-up failed, or the script returned an invalid result.',
    hints: [
      "outcome_reason quotes the runner's log.",
      'A script that raises or exits does not make a run fail; a wrong secret key, a bad variable or a result that is not a list does.',
    ],
  };
}

async function fetchLater(workspace: string, runId: string, context: ToolContext) {
  await sleep(context.config.artifactSettleDelayS * 1000, undefined, { signal: context.signal });
  return fetchArtifacts(await list(workspace, runId, context), context);
}

const list = (workspace: string, runId: string, { platform, signal }: ToolContext) =>
  platform.authorRuns.output(workspace, runId, { signal });

async function fetchArtifacts(output: AuthorRunOutput, { platform, signal }: ToolContext) {
  const notes: string[] = [];
  const entries = await Promise.all(
    Object.entries(ARTIFACT_TYPES).map(async ([name, type]) => {
      const url = urlOf(output, type);
      if (!url) {
        notes.push(`The run has no artifact ${name}.`);
        return [name, null] as const;
      }
      const what = `The artifact ${name} could not be fetched`;
      const text = await orNote(platform.authorRuns.fetchArtifact(url, { signal }), { what, notes, signal });
      return [name, text ?? null] as const;
    }),
  );
  return { status: output.status, artifacts: Object.fromEntries(entries) as unknown as Artifacts, notes };
}

function urlOf({ artifacts }: AuthorRunOutput, type: string): string | undefined {
  return artifacts.find((artifact) => artifact.type === type)?.signedUrl ?? undefined;
}

const isEmpty = ({ report, issues, log }: Artifacts) => !report?.trim() && !issues?.trim() && !log?.trim();
