import { z } from 'zod';
import type { Issue } from '../../platform/issues.ts';
import type { Note } from '../../platform/notes.ts';
import type { Persona } from '../../platform/personas.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { fitReply } from '../../tool-kit/fit-reply.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { articlesOn, earlierLike, ranBefore, sessionRow } from '../issues/earlier.ts';
import { activeTitles, articleRow } from '../issues/seen-before.ts';
import { countsOf, notesOn, openIssuesBySeverity } from './open-issues.ts';
import { overviewOfAll } from './overview-of-all.ts';

/** How far back resources with most issues are counted, unless the call says it. */
const HOURS = 24;
/** Rows of each list in the answer. */
const SHOWN = 5;
/** How many of the worst issues come with earlier ones, and how many articles each may name. */
const LOOKED_BACK = 3;
const SHOWN_ARTICLES = 2;
/** How many closed issues are searched for earlier ones: a page of the platform's list. */
const CLOSED = 250;
/** Bytes of a reply, left untyped by the published API, that the answer may hold. */
const MOST_OF_UNTYPED = 3_000;

export const getWorkspaceOverview = defineTool({
  name: 'get_workspace_overview',
  title: 'Get overview',
  description:
    'Where to look first: open issues by severity, the worst ones and whether they were seen before, resources with most, what runs, state of the index, assistants. Without a workspace: all of them, worst first.',
  toolset: 'workspaces',
  effect: 'read',
  workspaceOptional: true,
  input: z.object({
    workspace_name: z.string().describe('Short name; all if absent').optional(),
    hours: z.int().min(1).max(168).describe('For resources of one workspace; 24 if absent').optional(),
  }),
  async run({ workspace_name, hours }, context) {
    const named = workspace_name?.trim() || context.config.defaultWorkspace?.trim();
    if (!named || named === '*') return overviewOfAll(hours, context);
    return overviewOf(await workspaceOf({ workspace_name }, context), hours ?? HOURS, context);
  },
});

async function overviewOf(workspace: string, hours: number, context: ToolContext) {
  const { platform, signal } = context;
  const notes: string[] = [];
  const notesOnBefore: string[] = [];
  const asked = <Value>(what: string, work: Promise<Value>) => orNote(work, { what, notes, signal });
  const ofBefore = <Value>(what: string, work: Promise<Value>) =>
    orNote(work, { what, notes: notesOnBefore, signal, searched: true });
  const [open, resources, active, stats, index, assistants, closed, articles] = await Promise.all([
    asked('Open issues', openIssuesBySeverity(workspace, context)),
    asked(
      'Resources with most issues',
      platform.workspaces.topIssueResources(workspace, { hours, limit: SHOWN }, { signal }),
    ),
    asked('What runs', platform.runSessions.list(workspace, { active: true, limit: SHOWN }, { signal })),
    asked('Counts', platform.workspaces.stats(workspace, { signal })),
    asked('The index', platform.workspaces.indexHealth(workspace, { signal })),
    asked('Assistants', platform.personas.list(workspace, { max: SHOWN }, { signal })),
    ofBefore('Earlier issues', platform.issues.list(workspace, { closed: true, max: CLOSED }, { signal })),
    ofBefore('Articles', activeTitles(workspace, context)),
  ]);
  notes.push(...notesOn(open ?? []));
  const ranked = open?.flatMap(({ issues }) => issues) ?? [];
  const known: Known = { closed: closed?.results ?? [], articles: articles?.results ?? [] };
  const before = await Promise.all(
    ranked.slice(0, LOOKED_BACK).map((issue) => knownOf(workspace, issue, known, context, notesOnBefore)),
  );
  if (ranked.length > 0) notes.push(...notesOnBefore);
  return {
    workspace_name: workspace,
    time: new Date().toISOString(),
    ...(open ? { open_issues: countsOf(open) } : {}),
    ...compact({
      worst_issues: ranked
        .slice(0, SHOWN)
        .map(({ id, severity, title, taskTitle, slxName, openSince, latestOccurrenceAt }, index) => ({
          id,
          severity,
          title: title ?? taskTitle,
          slxName,
          openSince,
          latestOccurrenceAt,
          ...before[index],
        })),
      top_issue_resources: resources && { hours, ...bounded(resources) },
      active_run_sessions: active && { count: active.count, newest: active.results.map(sessionRow) },
      stats: stats && bounded(stats),
      index_health: index && bounded(index),
      assistants: assistants && { count: assistants.count, names: assistants.results.map(nameOf) },
      notes,
    }),
  };
}

function bounded(untyped: Record<string, unknown>) {
  return fitReply(untyped, 'get_workspace_config_index has more.', MOST_OF_UNTYPED) as Record<
    string,
    unknown
  >;
}

interface Known {
  closed: readonly Issue[];
  articles: readonly Note[];
}

/** The history of an issue: the earlier issue closest to it, and articles; empty where there is none. */
async function knownOf(
  workspace: string,
  issue: Issue,
  { closed, articles }: Known,
  context: ToolContext,
  notes: string[],
) {
  const [closest, ...others] = earlierLike(issue, closed);
  return {
    seen_before: closest && {
      id: closest.issue.id,
      same: closest.same,
      closed: closest.issue.closedAt,
      times: others.length + 1,
      ran_before_it_closed: (await ranBefore(workspace, closest.issue, context, notes))?.map(
        ({ session_id, about }) => ({ session_id, about }),
      ),
    },
    articles: articlesOn(workspace, issue, articles).slice(0, SHOWN_ARTICLES).map(articleRow),
  };
}

function nameOf({ name, shortName }: Persona): string {
  return shortName ?? name;
}
