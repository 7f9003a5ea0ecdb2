import { z } from 'zod';
import { planRun } from '../../authoring/plan-run.ts';
import { UnexpectedReply } from '../../errors/platform-errors.ts';
import { Refused } from '../../errors/request-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import { type RunSession, runOf } from '../../platform/run-sessions.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { waitFor } from '../../tool-kit/wait-for.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { outcome } from '../scripts/run-result.ts';
import { isOver, issueView } from './run-session-view.ts';
import { splitTitles, titlesOf } from './run-titles.ts';
import { reportOf } from './slx-run-report.ts';

export const runSlx = defineTool({
  name: 'run_slx',
  title: 'Run SLX',
  description:
    'Runs a committed SLX on its runner, waits, and returns what passed and the issues found. Uncommitted script: run_script_and_wait.',
  toolset: 'runs',
  view: 'run',
  effect: 'execute',
  whenCut:
    'get_issue_details(issue_id=ISSUE_ID) has one issue whole; longer texts stay in the artifacts of the run.',
  waits: true,
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    workspace_name: workspaceName,
    task_titles: z
      .string()
      .default('*')
      .describe('* for all; else titles as get_slx_runbook lists them, joined by ||'),
    runtime_var_overrides: z
      .record(z.string(), z.string())
      .describe('Runtime variables only; others: run_script_and_wait with from_slx')
      .optional(),
  }),
  output: z.looseObject({
    status: z.enum(['completed', 'timeout']),
    outcome: outcome.optional(),
    session_id: z.int(),
    slx_name: z.string(),
    issues: z.array(z.looseObject({})).optional(),
    next: z.string().optional(),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const slx = shortNameOf(workspace, args.slx_name);
    const titles = splitTitles(args.task_titles);
    if (titles.length === 0) throw noTitles();
    const plan = await planRun({ workspace, slx, titles, overrides: args.runtime_var_overrides }, context);
    const session = await plan.start();
    return awaitSession({ workspace, slx, session: session.id, notes: plan.notes }, context);
  },
});

interface Started {
  workspace: string;
  slx: string;
  session: number;
  notes: string[];
}

async function awaitSession({ workspace, slx, session, notes }: Started, context: ToolContext) {
  const lookAgain = `get_run_sessions(workspace_name="${workspace}", session_id=${session})`;
  const handle = { session_id: session, slx_name: slx, workspace };
  const { runSessions } = context.platform;
  const waited = await waitFor(
    async () => {
      const seen = await runSessions.get(workspace, session, context);
      return isOver(seen) ? seen : undefined;
    },
    { what: `run session ${session} of ${slx}`, handle, lookAgain },
    context,
  );
  const { value, elapsedSeconds, trouble } = waited;
  if (!value) {
    return {
      status: 'timeout',
      ...handle,
      elapsed_seconds: elapsedSeconds,
      next: `Still running. Look again with ${lookAgain}.`,
      ...(trouble ? { trouble: trouble.message } : {}),
    };
  }
  return completed(value, { workspace, slx, session, notes }, elapsedSeconds, context);
}

async function completed(seen: RunSession, started: Started, elapsedSeconds: number, context: ToolContext) {
  const run = runOf(seen, `${started.workspace}--${started.slx}`);
  if (!run) throw anotherRun(started);
  const {
    outcome,
    outcome_reason,
    notes: reportNotes,
    ...report
  } = await reportOf(started.workspace, started.slx, run, context);
  const notes = [...started.notes, ...reportNotes];
  return {
    status: 'completed',
    outcome,
    outcome_reason,
    session_id: started.session,
    run_request_id: run.id,
    slx_name: started.slx,
    workspace: started.workspace,
    passed_titles: titlesOf(run, run.passedTitles),
    failed_titles: titlesOf(run, run.failedTitles),
    skipped_titles: titlesOf(run, run.skippedTitles),
    issues: (run.issues ?? []).map(issueView),
    ...report,
    elapsed_seconds: elapsedSeconds,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

function anotherRun({ slx, session, workspace }: Started): UnexpectedReply {
  return new UnexpectedReply(`Run session ${session} has no run of ${slx}, for which it was started.`, {
    hint: `Look at it with get_run_sessions(workspace_name="${workspace}", session_id=${session}).`,
    detail: { session_id: session, slx_name: slx },
  });
}

function noTitles(): Refused {
  return new Refused('task_titles names no task.', {
    hint: "Leave it out, or give task_titles='*' to run all tasks of the SLX.",
  });
}
