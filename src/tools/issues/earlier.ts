import { shortNameOf } from '../../names/full-name.ts';
import type { Issue } from '../../platform/issues.ts';
import type { Note } from '../../platform/notes.ts';
import type { RunSession } from '../../platform/run-sessions.ts';
import { shorten } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';

const DAY_MS = 86_400_000;
/** At most this many run sessions of the day before an issue closed are named. */
const RAN_BEFORE = 3;
const SHOWN_SLXS = 5;
const NOTES_LENGTH = 160;

/** What two issues of one check or resource have in common, by the platform's own keys, the closest relation first. */
const LIKE = ['kind', 'check', 'resource'] as const;
type Like = (typeof LIKE)[number];

/** A closed issue, and what it shares with the one at hand. */
export interface Earlier {
  issue: Issue;
  same: Like;
}

/** Those of `closed` that are related to the issue: of its kind, its check or its resource, the closest and latest first. */
export function earlierLike(issue: Issue, closed: readonly Issue[]): Earlier[] {
  const byId = new Map(closed.map((other) => [other.id, other]));
  byId.delete(issue.id);
  return [...byId.values()]
    .flatMap((other) => {
      const same = likeness(issue, other);
      return same ? [{ issue: other, same }] : [];
    })
    .toSorted(
      (one, other) =>
        LIKE.indexOf(one.same) - LIKE.indexOf(other.same) || latestFirst(one.issue, other.issue),
    );
}

function likeness(issue: Issue, other: Issue): Like | undefined {
  const path = resourceOf(issue);
  const ofCheck = Boolean(issue.slxName) && issue.slxName === other.slxName;
  if (!ofCheck && (path === undefined || path !== resourceOf(other))) return undefined;
  if (issue.categorizationKey && issue.categorizationKey === other.categorizationKey) return 'kind';
  return ofCheck ? 'check' : 'resource';
}

/** The path of the resource that an issue is about, where it is given. */
export function resourceOf({ additionalContext }: Issue): string | undefined {
  const path = additionalContext?.resourcePath ?? additionalContext?.resource_path;
  return typeof path === 'string' && path !== '' ? path : undefined;
}

/** The runs of the day before an issue closed, latest first: one of them may have fixed it. */
export async function ranBefore(
  workspace: string,
  { id, closedAt }: Issue,
  { platform, signal }: ToolContext,
  notes: string[],
) {
  const closed = Date.parse(closedAt ?? '');
  if (Number.isNaN(closed)) return undefined;
  const day = {
    createdSince: new Date(closed - DAY_MS).toISOString(),
    createdUntil: new Date(closed).toISOString(),
    limit: RAN_BEFORE,
  };
  const asked = platform.runSessions.list(workspace, day, { signal });
  const page = await orNote(asked, {
    what: `What ran before issue ${id} closed`,
    notes,
    signal,
    searched: true,
  });
  return page?.results.map(sessionRow);
}

/** One run session, briefly: what started it, and what it ran. */
export function sessionRow({ id, source, created, notes, runRequests }: RunSession) {
  const slxs = (runRequests ?? []).map(({ slxShortName, slxName }) => slxShortName ?? slxName);
  return {
    session_id: id,
    source,
    created,
    about: shorten(notes, NOTES_LENGTH),
    slxs: [...new Set(slxs)].slice(0, SHOWN_SLXS),
  };
}

/** Articles about the issue's resource or a part of its path, or whose title names its check. */
export function articlesOn(workspace: string, issue: Issue, articles: readonly Note[]): Note[] {
  const path = resourceOf(issue);
  const check = issue.slxName ? shortNameOf(workspace, issue.slxName) : undefined;
  const depth = (note: Note) =>
    Math.max(0, ...(note.resourcePaths ?? []).filter((one) => isWithin(path, one)).map((one) => one.length));
  const names = (note: Note) => check !== undefined && (note.title ?? '').includes(check);
  return articles
    .filter((note) => names(note) || depth(note) > 0)
    .toSorted((one, other) => Number(names(other)) - Number(names(one)) || depth(other) - depth(one));
}

function isWithin(path: string | undefined, whole: string): boolean {
  return (
    path !== undefined && whole !== '' && (path === whole || path.startsWith(`${whole.replace(/\/$/, '')}/`))
  );
}

function latestFirst(one: Issue, other: Issue): number {
  return Date.parse(other.closedAt ?? '') - Date.parse(one.closedAt ?? '') || other.id - one.id;
}
