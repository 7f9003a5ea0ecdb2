import { z } from 'zod';
import type { Persona } from '../../platform/personas.ts';
import type { RunSession } from '../../platform/run-sessions.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { fitReply } from '../../tool-kit/fit-reply.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { countsOf, openIssuesBySeverity } from './open-issues.ts';
import { overviewOfAll } from './overview-of-all.ts';

/** Rows of each list in the answer. */
const SHOWN = 5;
/** What the answer may hold of a reply that the published API leaves untyped, in bytes. */
const MOST_OF_UNTYPED = 3_000;

export const getWorkspaceOverview = defineTool({
  name: 'get_workspace_overview',
  title: 'Get overview',
  description:
    'Where to look first: open issues by severity, the worst ones, resources with most, what runs, state of the index, assistants. Without a workspace: all of them, worst first.',
  toolset: 'workspaces',
  effect: 'read',
  workspaceOptional: true,
  input: z.object({
    workspace_name: z.string().describe('Short name; * for all').optional(),
    hours: z.int().min(1).max(168).default(24).describe('Look back, for resources'),
  }),
  async run({ workspace_name, hours }, context) {
    const named = workspace_name?.trim() || context.config.defaultWorkspace?.trim();
    if (!named || named === '*') return overviewOfAll(context);
    return overviewOf(await workspaceOf({ workspace_name }, context), hours, context);
  },
});

async function overviewOf(workspace: string, hours: number, context: ToolContext) {
  const { platform, signal } = context;
  const notes: string[] = [];
  const asked = <Value>(what: string, work: Promise<Value>) => orNote(work, { what, notes, signal });
  const [open, resources, active, stats, index, assistants] = await Promise.all([
    asked('Open issues', openIssuesBySeverity(workspace, context)),
    asked(
      'Resources with most issues',
      platform.workspaces.topIssueResources(workspace, { hours, limit: SHOWN }, { signal }),
    ),
    asked('What runs', platform.runSessions.list(workspace, { active: true, limit: SHOWN }, { signal })),
    asked('Counts', platform.workspaces.stats(workspace, { signal })),
    asked('The index', platform.workspaces.indexHealth(workspace, { signal })),
    asked('Assistants', platform.personas.list(workspace, { max: SHOWN }, { signal })),
  ]);
  const ranked = open?.flatMap(({ issues }) => issues) ?? [];
  return {
    workspace_name: workspace,
    time: new Date().toISOString(),
    ...(open ? { open_issues: countsOf(open) } : {}),
    ...compact({
      worst_issues: ranked
        .slice(0, SHOWN)
        .map(({ id, severity, title, taskTitle, slxName, openSince, latestOccurrenceAt }) => ({
          id,
          severity,
          title: title ?? taskTitle,
          slxName,
          openSince,
          latestOccurrenceAt,
        })),
      top_issue_resources: resources && { hours, ...bounded(resources) },
      active_run_sessions: active && { count: active.count, newest: active.results.map(activeRow) },
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

function activeRow({ id, source, created, runRequests }: RunSession) {
  const slxs = (runRequests ?? []).map(({ slxShortName, slxName }) => slxShortName ?? slxName);
  return { session_id: id, source, created, slxs: [...new Set(slxs)].slice(0, SHOWN) };
}

function nameOf({ name, shortName }: Persona): string {
  return shortName ?? name;
}
