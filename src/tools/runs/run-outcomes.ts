import { shortNameOf } from '../../names/full-name.ts';
import type { RunRequest, RunSession } from '../../platform/run-sessions.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { isRunOver, type Outcomes } from './run-session-view.ts';
import { readRunFiles } from './slx-run-report.ts';

/** How many runs' reports and logs one call reads. */
const MOST_READ = 40;

/** What one run left behind. */
export type RunFiles = Awaited<ReturnType<typeof readRunFiles>>;

/**
 * The outcomes of the first runs of these sessions, as in `run_slx`: a task counts as passed by its title even where its
 * script crashed. A run that is not over is `running`. Runs beyond the limit are noted. The run `filesOf` is always read,
 * and its files are returned as well.
 */
export async function outcomesOf(
  workspace: string,
  sessions: readonly RunSession[],
  context: ToolContext,
  { filesOf }: { filesOf?: number | undefined } = {},
): Promise<{ outcomes: Outcomes; notes: string[]; files?: RunFiles }> {
  const runs = sessions.flatMap(({ runRequests }) => runRequests ?? []);
  const over = runs.filter(isRunOver);
  const outcomes: Outcomes = new Map();
  let files: RunFiles | undefined;
  const read = over.filter(({ id }, index) => index < MOST_READ || id === filesOf);
  await Promise.all(
    read.map(async (run) => {
      const left = await readRunFiles(workspace, slxOf(workspace, run), run, context);
      const { outcome, outcome_reason } = left.report;
      outcomes.set(run.id, { outcome, outcome_reason });
      if (run.id === filesOf) files = left;
    }),
  );
  for (const run of runs.filter((run) => !isRunOver(run)))
    outcomes.set(run.id, { outcome: 'running', outcome_reason: 'It has not answered yet.' });
  const unread = over.length - read.length;
  return {
    outcomes,
    ...(files ? { files } : {}),
    notes:
      unread > 0 ? [`The outcomes of ${unread} older runs were not read: get_run_session reads them.`] : [],
  };
}

/** The short name of the SLX that a run belongs to. */
export function slxOf(workspace: string, { slxShortName, slxName }: RunRequest): string {
  return shortNameOf(workspace, slxShortName ?? slxName ?? '');
}
