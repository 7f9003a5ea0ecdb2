import { shortNameOf } from '../../names/full-name.ts';
import type { Issue } from '../../platform/issues.ts';
import { compact } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';

/** Closed issues of the same task that are looked through. */
const LOOKED_THROUGH = 100;
const SHOWN_ISSUES = 3;
const SHOWN_ARTICLES = 3;

/** Empty where the issue tells of no check. */
interface SeenBefore {
  seen_before?: {
    id: number;
    title: string | null | undefined;
    severity: Issue['severity'];
    opened: string | null | undefined;
    closed: string | null | undefined;
    occurrences: number | null | undefined;
    last_run_session: number | null | undefined;
  }[];
  articles?: { note_id: string; title: string | null | undefined }[] | undefined;
}

/**
 * Earlier issues of the same check, those with the same key first, with when each opened and closed and the run session
 * that saw it last; and articles that speak of the check. Empty where there are none; what cannot be read is a note.
 */
export async function seenBefore(
  workspace: string,
  issue: Issue,
  context: ToolContext,
  notes: string[],
): Promise<SeenBefore> {
  const { platform, signal } = context;
  const { slxName, taskTitle } = issue;
  if (!slxName) return {};
  const asked = <Value>(what: string, work: Promise<Value>) => orNote(work, { what, notes, signal });
  const filters = { closed: true, max: LOOKED_THROUGH, ...(taskTitle ? { taskTitle } : {}) };
  const [closed, articles] = await Promise.all([
    asked('Earlier issues', platform.issues.list(workspace, filters, { signal })),
    asked(
      'Articles',
      platform.notes.list(
        workspace,
        { search: shortNameOf(workspace, slxName), status: 'active', max: SHOWN_ARTICLES },
        { signal },
      ),
    ),
  ]);
  const earlier = (closed?.results ?? [])
    .filter((other) => other.id !== issue.id && other.slxName === slxName)
    .toSorted((one, other) => likeness(issue, other) - likeness(issue, one) || latestFirst(one, other));
  return compact({
    seen_before: earlier.slice(0, SHOWN_ISSUES).map((other) => ({
      id: other.id,
      title: other.title ?? other.taskTitle,
      severity: other.severity,
      opened: other.created,
      closed: other.closedAt,
      occurrences: other.totalOccurrenceCount,
      last_run_session: other.latestOccurrenceRunSessionId,
    })),
    articles: articles?.value.results.map(({ noteId, title }) => ({ note_id: noteId, title })),
  });
}

/** The platform's own key tells that two issues are of one kind. */
function likeness(issue: Issue, other: Issue): number {
  return issue.categorizationKey && issue.categorizationKey === other.categorizationKey ? 1 : 0;
}

function latestFirst(one: Issue, other: Issue): number {
  return Date.parse(other.closedAt ?? '') - Date.parse(one.closedAt ?? '') || other.id - one.id;
}
