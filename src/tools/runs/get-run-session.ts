import { z } from 'zod';
import { InvalidArguments } from '../../errors/request-errors.ts';
import type { RunRequest, RunSession, SessionAlert } from '../../platform/run-sessions.ts';
import { logTexts } from '../../run-outcome/robot-log.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitReply } from '../../tool-kit/fit-reply.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { outcomesOf, type RunFiles } from './run-outcomes.ts';
import { sessionView } from './run-session-view.ts';

const SHOWN_ALERTS = 10;
/** Bytes of the summary in the answer; the published API leaves it untyped. */
const MOST_OF_SUMMARY = 8_000;
/** The end of a log tells most; in characters. */
const LOG_LENGTH = 4_000;

export const getRunSession = defineTool({
  name: 'get_run_session',
  title: 'Get run session',
  description:
    'One past run session in full: tasks with outcome, who or what started it, alerts, issues, artifacts; with run_request_id (not needed for a single run) the report, streams and log of that run.',
  toolset: 'runs',
  effect: 'read',
  whenCut:
    'get_issue_details(issue_id=ISSUE_ID) has one issue whole; longer texts stay in the artifacts of the run.',
  input: z.object({
    session_id: z.int().min(1).describe('From get_run_sessions'),
    workspace_name: workspaceName,
    run_request_id: z.int().min(1).describe('One run of it').optional(),
    summary: z.boolean().default(false).describe("Also ask the platform's language model (may take 40 s)"),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { platform, signal } = context;
    const session = await platform.runSessions.get(workspace, args.session_id, context);
    const runs = session.runRequests ?? [];
    const chosen = choose(runs, args);
    const notes: string[] = [];
    if (args.summary) await context.progress(0, 1, "waiting for the platform's language model");
    const asked = <Value>(what: string, work: Promise<Value>) => orNote(work, { what, notes, signal });
    const [alerts, { outcomes, notes: unread, files }, summary] = await Promise.all([
      asked('Alerts', platform.runSessions.alerts(workspace, session.id, { signal })),
      outcomesOf(workspace, [session], context, { filesOf: chosen?.id }),
      args.summary
        ? asked('The summary', platform.runSessions.summary(workspace, session.id, { signal }))
        : undefined,
    ]);
    return compact({
      ...sessionView(session, outcomes),
      notes_of_session: session.notes,
      alerts: alerts?.slice(0, SHOWN_ALERTS).map(alertRow),
      more_alerts: (alerts && Math.max(0, alerts.length - SHOWN_ALERTS)) || undefined,
      artifacts: artifactsOf(session),
      output: chosen && files && outputOf(chosen.id, files),
      summary: summary && {
        by: "The platform's language model: check it before you act on it.",
        ...(fitReply(summary, 'The RunWhen UI has all of it.', MOST_OF_SUMMARY) as Record<string, unknown>),
      },
      notes: [...notes, ...unread],
    });
  },
});

function choose(runs: RunRequest[], args: { session_id: number; run_request_id?: number | undefined }) {
  const { run_request_id: id } = args;
  if (id === undefined) return runs.length === 1 ? runs[0] : undefined;
  const run = runs.find((one) => one.id === id);
  if (run) return run;
  throw new InvalidArguments(`Run session ${args.session_id} has no run ${id}.`, {
    hint: `It has: ${runs.map((one) => one.id).join(', ') || 'none'}.`,
    detail: { runs: runs.map((one) => one.id) },
  });
}

/** What one run left behind, within bounds. */
function outputOf(id: number, { report, log }: RunFiles) {
  const texts = log === null ? undefined : logTexts(log).join('\n');
  const { outcome: _, outcome_reason: __, ...streams } = report;
  return {
    run_request_id: id,
    ...streams,
    log: texts && texts.length > LOG_LENGTH ? `…${texts.slice(-LOG_LENGTH)}` : texts,
  };
}

/** Names of the files that each run left, by the run's id. */
function artifactsOf({ runRequests }: RunSession) {
  return (runRequests ?? []).flatMap((run) => {
    const files = [run.robotLogFile, run.robotStdoutFile, run.reportFile, run.issuesFile];
    const names = files.flatMap((file) => file?.split(/[?#]/)[0]?.split('/').at(-1) || []);
    return names.length > 0 ? [{ run_request_id: run.id, names }] : [];
  });
}

function alertRow({ name, severity, status, providerType, receivedAt }: SessionAlert) {
  return { name, severity, status, provider: providerType, received: receivedAt };
}
