import type { Workspace } from '../../platform/workspaces.ts';
import { compact } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { countsOf, notesOn, openIssuesBySeverity } from './open-issues.ts';

/** How many workspaces have their issues counted by severity; for the others the platform's own count is shown. */
const COUNTED = 25;

interface Row {
  workspace: Workspace;
  counts?: Record<string, number>;
}

/** Every workspace that the caller may see, with its open issues by severity, the worst first. */
export async function overviewOfAll(hours: number | undefined, context: ToolContext) {
  const { platform, signal } = context;
  const notes: string[] =
    hours === undefined ? [] : ['hours has no effect here: it is for the resources of one workspace.'];
  const { workspaces, incomplete } = await platform.workspaces.list({ signal, fresh: true });
  const byIssues = workspaces.toSorted((one, other) => (other.openIssues ?? 0) - (one.openIssues ?? 0));
  const rows = await Promise.all(
    byIssues.map(async (workspace, index): Promise<Row> => {
      if (index >= COUNTED) return { workspace };
      const what = `Open issues of ${workspace.name}`;
      const open = await orNote(openIssuesBySeverity(workspace.name, context), { what, notes, signal });
      notes.push(...notesOn(open ?? []).map((note) => `${workspace.name}: ${note}`));
      return open ? { workspace, counts: countsOf(open) } : { workspace };
    }),
  );
  if (workspaces.length > COUNTED)
    notes.push(
      `Only the ${COUNTED} workspaces with most open issues are counted by severity; the others show a total.`,
    );
  if (incomplete) notes.push(incomplete);
  return {
    time: new Date().toISOString(),
    ...fitRows(rows.toSorted(worstFirst).map(rowOf)),
    ...(notes.length > 0 ? { notes } : {}),
    next: 'get_workspace_overview(workspace_name="NAME") shows one of them.',
  };
}

function rowOf({ workspace, counts }: Row) {
  const { name, displayName, role, openIssues } = workspace;
  return compact({ name, displayName, role, open_issues: counts ?? { all: openIssues } });
}

function worstFirst(one: Row, other: Row): number {
  const differences = ['1', '2', '3', '4'].map(
    (severity) => (other.counts?.[severity] ?? 0) - (one.counts?.[severity] ?? 0),
  );
  return differences.find((difference) => difference !== 0) ?? 0;
}
