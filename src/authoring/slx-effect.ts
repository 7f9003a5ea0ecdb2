import { NotFound } from '../errors/platform-errors.ts';
import type { Slx } from '../platform/slxs.ts';
import { settingsOf } from '../slx/committed-script.ts';
import { tagTexts } from '../slx/tags.ts';
import { compact } from '../tool-kit/compact.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { orNote } from '../tool-kit/or-note.ts';
import { previewSlx, type SlxDocuments } from './save-slx.ts';

/** Documents that have passed every check; nothing has been sent yet. */
export interface SlxChange {
  workspace: string;
  slx: string;
  documents: SlxDocuments;
  /** What is stored under the name before: null where there is none, undefined where it could not be read. */
  stored: Slx | null | undefined;
}

/** What is stored under a name; null where there is none. Throws the platform's errors. */
export async function readStored(workspace: string, slx: string, context: ToolContext): Promise<Slx | null> {
  try {
    return await context.platform.slxs.get(workspace, slx, context);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** The same before a commit: undefined, and a note, where it could not be read. */
export function storedBefore(
  workspace: string,
  slx: string,
  context: ToolContext,
  notes: string[],
): Promise<Slx | null | undefined> {
  return orNote(readStored(workspace, slx, context), {
    what: 'What was stored before could not be read',
    notes,
    signal: context.signal,
  });
}

/** What a commit leaves on the platform: where the SLX stands, how it runs, and what stays of the one before. */
export function effectOf(documents: SlxDocuments, stored: Slx | null | undefined): Record<string, unknown> {
  const { slx, sli } = previewSlx(documents);
  const { resourcePath, hierarchy } = slx.additionalContext ?? {};
  return compact({
    tags: slx.tags && tagTexts(slx.tags),
    resource_path: resourcePath,
    hierarchy,
    sli: sli && howOften(sli),
    replaced: stored === undefined ? undefined : stored !== null,
    stays: staysOf(documents, stored),
  });
}

/** The platform keeps the part of an SLX that a commit does not speak of. */
function staysOf({ runbook, sli }: SlxDocuments, stored: Slx | null | undefined): string[] {
  return [
    ...(stored?.runbook && !runbook ? ['The task that was committed before.'] : []),
    ...(stored?.sli && !sli ? [`The SLI that was committed before, which runs ${rhythm(stored.sli)}.`] : []),
    ...(stored ? ['Open issues of earlier runs; close_issue closes those that are done.'] : []),
  ];
}

type Rhythm = Parameters<typeof settingsOf>[0] & { intervalSeconds?: number | null | undefined };

/** How often an SLI runs, and the schedule where it is there to run the task. */
function howOften(sli: Rhythm) {
  const { CRON_SCHEDULE: schedule } = settingsOf(sli);
  return compact({ interval_seconds: sli.intervalSeconds, runs_task_at: schedule });
}

function rhythm(sli: Rhythm): string {
  const { CRON_SCHEDULE: schedule } = settingsOf(sli);
  return schedule ? `the task at ${schedule}` : `every ${sli.intervalSeconds ?? '?'} s`;
}
