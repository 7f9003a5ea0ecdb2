import { z } from 'zod';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import type { RunRequest, RunSession } from '../../platform/run-sessions.ts';
import { OUTCOMES } from '../../run-outcome/evidence.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { parseSince } from '../../tool-kit/moments.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { findSessions, type SessionFilters } from './find-sessions.ts';
import { outcomesOf, slxOf } from './run-outcomes.ts';
import { type Outcomes, type SessionOfSlx, sessionView } from './run-session-view.ts';
import { seenLater } from './seen-later.ts';

/** How many sessions one call reads in search of an outcome, which only each run's files tell. */
const MOST_LOOKED_AT = 100;
const LOOKED_AT_TOGETHER = 20;

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
    outcome: z.enum(OUTCOMES).exclude(['metric']).describe('Only this outcome').optional(),
    source: z.string().min(1).describe('Such as direct, sli_alert, webhook').optional(),
    since: z.string().describe('Started since: ISO time, or 30m, 24h, 7d').optional(),
    until: z.string().describe('Started before, likewise').optional(),
  }),
  async run(args, context) {
    const times = { since: moment('since', args.since), until: moment('until', args.until) };
    const workspace = await workspaceOf(args, context);
    if (args.session_id !== undefined) return oneSession(workspace, args.session_id, context);
    const filters = { slx: args.slx_name, source: args.source, ...times };
    return args.outcome === undefined
      ? newest(workspace, args, filters, context)
      : withOutcome(workspace, { ...args, outcome: args.outcome }, filters, context);
  },
});

type Filters = Omit<SessionFilters, 'max'>;
type Window = { offset: number; limit: number };

async function newest(workspace: string, { offset, limit }: Window, filters: Filters, context: ToolContext) {
  const end = offset + limit;
  const finding = findSessions(workspace, { ...filters, max: end }, context);
  const { slx } = filters;
  const isLatest = offset === 0 && !filters.until && !filters.source;
  const latest = () => finding.then(({ sessions: [first] }) => first && ofSlx(workspace, first, slx));
  const later = slx && isLatest ? seenLater(workspace, slx, latest(), context) : undefined;
  const [found, notesOnLater = []] = await Promise.all([finding, later]);
  const sessions = found.sessions.map((session) => ofSlx(workspace, session, slx));
  const { outcomes, notes } = await outcomesOf(workspace, sessions.slice(offset, end), context);
  return {
    ...fitRows(
      sessions.slice(0, end).map((session) => sessionView(session, outcomes)),
      { count: found.count, reach: found.reach, offset, incomplete: found.incomplete },
    ),
    notes: [...found.notes, ...notes, ...(notesOnLater.length > 0 ? notesOnLater : [NO_SESSION])],
  };
}

/** The platform does not know outcomes: sessions are read one after another until enough match, or the limit is reached. */
async function withOutcome(
  workspace: string,
  { offset, limit, outcome }: Window & { outcome: string },
  filters: Filters,
  context: ToolContext,
) {
  const found = await findSessions(workspace, { ...filters, max: offset + MOST_LOOKED_AT }, context);
  const candidates = found.sessions
    .slice(offset, offset + MOST_LOOKED_AT)
    .map((session) => ofSlx(workspace, session, filters.slx));
  const matching: { row: ReturnType<typeof sessionView>; at: number }[] = [];
  const unread: string[] = [];
  let looked = 0;
  while (looked < candidates.length && matching.length < limit) {
    const batch = candidates.slice(looked, looked + LOOKED_AT_TOGETHER);
    const { outcomes, notes } = await outcomesOf(workspace, batch, context);
    unread.push(...notes);
    for (const session of batch) {
      if (matching.length === limit) break;
      if (has(outcome, session, outcomes)) matching.push({ row: sessionView(session, outcomes), at: looked });
      looked += 1;
    }
  }
  const { results } = fitRows(matching.map(({ row }) => row));
  const seen = matching[results.length]?.at ?? looked;
  const next = offset + seen;
  const isMore = next < Math.min(found.count, found.reach ?? found.count) && seen > 0;
  const goOn = isMore ? ` The older ones: call again with offset ${next}.` : '';
  const isWhole = offset === 0 && next >= found.count;
  return {
    ...(isWhole ? { count: results.length } : {}),
    results,
    ...(isMore ? { next_offset: next } : {}),
    ...(found.incomplete ? { note: found.incomplete } : {}),
    notes: [
      ...(candidates.length === 0 && offset > 0
        ? [`There are ${found.count}: nothing is left at offset ${offset}.`]
        : []),
      `${results.length} of ${seen} sessions looked at have a run with the outcome ${outcome}; there are ${found.count}${offset > 0 ? `, and ${offset} were skipped` : ''}.${goOn}`,
      ...found.notes,
      ...unread,
      NO_SESSION,
    ],
  };
}

/** A session with the runs of one SLX only, and the short names of the others; as it is where none is asked for. */
function ofSlx(workspace: string, session: RunSession, slx: string | undefined): SessionOfSlx {
  if (slx === undefined) return session;
  const isOf = (run: RunRequest) => slxOf(workspace, run) === shortNameOf(workspace, slx);
  const runs = session.runRequests ?? [];
  const others = runs.filter((run) => !isOf(run)).map((run) => slxOf(workspace, run));
  return { ...session, runRequests: runs.filter(isOf), alsoRan: [...new Set(others)] };
}

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
