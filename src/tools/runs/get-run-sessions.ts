import { z } from 'zod';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { parseSince } from '../../tool-kit/moments.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { findSessions } from './find-sessions.ts';
import { outcomesOf } from './run-outcomes.ts';
import { type Outcomes, sessionView } from './run-session-view.ts';

const OUTCOMES = [
  'issues',
  'healthy',
  'crashed',
  'timed_out',
  'bad_output',
  'not_started',
  'running',
  'unknown',
] as const;

const NO_SESSION =
  'Issues that are seen outside of run sessions are not in here: get_issue_details has the times of their occurrences.';

export const getRunSessions = defineTool({
  name: 'get_run_sessions',
  title: 'List run sessions',
  description:
    'Newest run sessions: who started them, what ran, its outcome (also of runs that crashed and yet passed), what was reported. One in full: get_run_session.',
  toolset: 'runs',
  view: 'run-history',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    limit: z.int().min(1).max(1000).default(20).describe('Most rows, the newest first'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
    session_id: z.int().min(1).describe('One session').optional(),
    slx_name: z.string().min(1).describe('Only runs of this SLX').optional(),
    outcome: z.enum(OUTCOMES).describe('Only this outcome').optional(),
    source: z.string().min(1).describe('Such as direct, sli_alert, webhook').optional(),
    since: z.string().describe('Started since: ISO time, or 30m, 24h, 7d').optional(),
    until: z.string().describe('Started before, likewise').optional(),
  }),
  async run(args, context) {
    const times = { since: moment('since', args.since), until: moment('until', args.until) };
    const workspace = await workspaceOf(args, context);
    if (args.session_id !== undefined) return oneSession(workspace, args.session_id, context);
    const end = args.offset + args.limit;
    const { slx_name: slx, source, outcome } = args;
    const found = await findSessions(workspace, { slx, source, ...times, max: end }, context);
    const shown = found.sessions.slice(args.offset, end);
    const { outcomes, notes } = await outcomesOf(workspace, shown, context);
    const wanted = outcome === undefined ? shown : shown.filter((session) => has(outcome, session, outcomes));
    const all = [
      ...found.notes,
      ...notes,
      ...(outcome === undefined
        ? []
        : [
            `Of ${shown.length} sessions from offset ${args.offset} on, ${wanted.length} have a run with the outcome ${outcome}.`,
          ]),
      ...(slx === undefined ? [] : [NO_SESSION]),
    ];
    const reply =
      outcome === undefined
        ? fitRows(
            found.sessions.slice(0, end).map((session) => sessionView(session, outcomes)),
            { count: found.count, offset: args.offset, incomplete: found.incomplete },
          )
        : {
            ...fitRows(wanted.map((session) => sessionView(session, outcomes))),
            ...(found.count > end ? { next_offset: end } : {}),
          };
    return { ...reply, ...(all.length > 0 ? { notes: all } : {}) };
  },
});

async function oneSession(workspace: string, id: number, context: ToolContext) {
  const session = await context.platform.runSessions.get(workspace, id, context);
  const { outcomes } = await outcomesOf(workspace, [session], context);
  return sessionView(session, outcomes);
}

function has(
  outcome: string,
  { runRequests }: { runRequests?: { id: number }[] | null | undefined },
  outcomes: Outcomes,
) {
  return (runRequests ?? []).some(({ id }) => outcomes.get(id)?.outcome === outcome);
}

function moment(name: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const time = parseSince(given);
  if (time !== null) return time;
  throw new InvalidArguments(`get_run_sessions: ${name} ${JSON.stringify(given)} is not a time.`, {
    hint: 'Give an ISO 8601 time such as 2026-05-01T12:00:00Z, or an age such as 30m, 24h or 7d.',
  });
}
