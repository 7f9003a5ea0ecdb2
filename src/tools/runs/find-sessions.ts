import { didYouMean } from '../../errors/nearest.ts';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { fullNameOf, shortNameOf } from '../../names/full-name.ts';
import type { RunSession } from '../../platform/run-sessions.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNoteIfAbsent } from '../../tool-kit/or-note.ts';
import { slxOf } from './run-outcomes.ts';

/** How many sessions are read to find those that the platform's own filter missed. */
const SEARCHED = 200;
/** The search returns at most this many ids; each session is then read. */
const MOST_BY_SOURCE = 50;

export interface SessionFilters {
  slx?: string | undefined;
  source?: string | undefined;
  /** ISO 8601 with an offset. */
  since?: string | undefined;
  until?: string | undefined;
  /** How many of the newest. */
  max: number;
}

interface Found {
  sessions: RunSession[];
  count: number;
  /** How many of them can be had, where that may be less. */
  reach?: number;
  notes: string[];
  incomplete?: string | undefined;
}

/** The newest sessions that match; `source` uses the platform's search, the other filters its list. */
export async function findSessions(
  workspace: string,
  filters: SessionFilters,
  context: ToolContext,
): Promise<Found> {
  const { source } = filters;
  if (source !== undefined) {
    const notes: string[] = [];
    const found = await orNoteIfAbsent(bySource(workspace, filters, source, context), {
      what: 'The platform may not search by source',
      notes,
    });
    return found ?? amongNewest(workspace, filters, source, notes, context);
  }
  const { runSessions } = context.platform;
  const { slx, max } = filters;
  const times = timesOf(filters);
  if (slx === undefined) {
    const page = await runSessions.list(workspace, { ...times, limit: max }, context);
    return { sessions: page.results, count: page.count, notes: [], incomplete: page.incomplete };
  }
  const page = await runSessions.list(
    workspace,
    { ...times, runbooks: runbookNames(workspace, slx), limit: max },
    context,
  );
  if (page.count > 0)
    return { sessions: page.results, count: page.count, notes: [], incomplete: page.incomplete };
  const newest = await runSessions.list(workspace, { ...times, limit: SEARCHED }, context);
  const sessions = newest.results.filter((session) => runs(workspace, session, slx));
  // Throws where there is no such SLX: it would look like one that never ran.
  if (sessions.length === 0) await context.platform.slxs.get(workspace, shortNameOf(workspace, slx), context);
  return {
    sessions,
    count: sessions.length,
    notes: [
      `Looked for ${shortNameOf(workspace, slx)} by the name of its runbook, then in the newest ${newest.results.length} of ${newest.count} sessions.`,
    ],
  };
}

const timesOf = ({ since, until }: SessionFilters) => ({
  ...(since ? { createdSince: since } : {}),
  ...(until ? { createdUntil: until } : {}),
});

/** The newest sessions of one source, for a platform that cannot search by source. */
async function amongNewest(
  workspace: string,
  filters: SessionFilters,
  source: string,
  notes: string[],
  { platform, signal }: ToolContext,
): Promise<Found> {
  const { slx, max } = filters;
  const window = { ...timesOf(filters), limit: SEARCHED };
  const newest = await platform.runSessions.list(workspace, window, { signal });
  const sessions = newest.results.filter(
    (session) =>
      session.source?.toLowerCase() === source.trim().toLowerCase() &&
      (slx === undefined || runs(workspace, session, slx)),
  );
  const looked = `Looked through the newest ${newest.results.length} of ${newest.count} sessions.`;
  return { sessions: sessions.slice(0, max), count: sessions.length, notes: [...notes, looked] };
}

/** How platforms name the runbook of an SLX: the published API does not say which form they use. */
function runbookNames(workspace: string, slx: string): string[] {
  const name = fullNameOf(workspace, slx);
  return [name, `${name}-runbook`];
}

function runs(workspace: string, { runRequests }: RunSession, slx: string): boolean {
  return (runRequests ?? []).some((run) => slxOf(workspace, run) === shortNameOf(workspace, slx));
}

async function bySource(
  workspace: string,
  { slx, since, until, max }: SessionFilters,
  given: string,
  context: ToolContext,
): Promise<Found> {
  const { runSessions } = context.platform;
  const known = await runSessions.sources(workspace, context);
  const source = known.find((name) => name.toLowerCase() === given.trim().toLowerCase());
  if (!source) throw unknownSource(given, known);
  const limit = slx === undefined ? Math.min(max, MOST_BY_SOURCE) : MOST_BY_SOURCE;
  const { count, ids } = await runSessions.search(
    workspace,
    {
      since: since ?? '1970-01-01T00:00:00Z',
      until: until ?? new Date().toISOString(),
      sources: [source],
      limit,
    },
    context,
  );
  const sessions = await Promise.all(
    ids.slice(0, limit).map((id) => runSessions.get(workspace, id, context)),
  );
  const wanted = slx === undefined ? sessions : sessions.filter((session) => runs(workspace, session, slx));
  const notes =
    count > sessions.length && (slx !== undefined || max > limit)
      ? [
          `The newest ${sessions.length} of ${count} sessions of source ${source} were read; give until for older ones.`,
        ]
      : [];
  return slx === undefined
    ? { sessions, count, reach: MOST_BY_SOURCE, notes }
    : { sessions: wanted, count: wanted.length, notes };
}

function unknownSource(given: string, known: string[]): InvalidArguments {
  const meant = didYouMean(given, known);
  return new InvalidArguments(`No run session has the source ${JSON.stringify(given)}${meant}.`, {
    hint: `The sources here are: ${known.join(', ')}.`,
    detail: { sources: known },
  });
}
