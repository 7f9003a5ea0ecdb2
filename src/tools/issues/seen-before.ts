import { shortNameOf } from '../../names/full-name.ts';
import type { Issue } from '../../platform/issues.ts';
import type { Note } from '../../platform/notes.ts';
import type { Page } from '../../platform/pages.ts';
import { compact } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { articlesOn, type Earlier, earlierLike, ranBefore, resourceOf } from './earlier.ts';

/** How many closed issues are looked through: of the same task, and of any. */
const OF_THE_TASK = 100;
const OF_ANY = 250;
const SHOWN_ISSUES = 3;
const SHOWN_ARTICLES = 3;

/** Empty where the issue names no check. */
interface SeenBefore {
  seen_before?: Awaited<ReturnType<typeof earlierRow>>[];
  articles?: ReturnType<typeof articleRow>[] | undefined;
}

/**
 * Earlier issues of the same kind, check or resource, with when each opened and closed and what ran before it closed; and
 * articles that mention the check or its resource. Empty where there are none; what cannot be read is noted.
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
  const asked = <Value>(what: string, work: Promise<Value>) =>
    orNote(work, { what, notes, signal, searched: true });
  const closed = (filters: { taskTitle?: string; max: number }) =>
    platform.issues.list(workspace, { closed: true, ...filters }, { signal });
  const onResource = resourceOf(issue) !== undefined;
  const [ofTask, ofAny, naming, all] = await Promise.all([
    asked('Earlier issues', closed({ ...(taskTitle ? { taskTitle } : {}), max: OF_THE_TASK })),
    onResource ? asked('Earlier issues of the resource', closed({ max: OF_ANY })) : undefined,
    asked(
      'Articles',
      articlesOf(workspace, { search: shortNameOf(workspace, slxName), max: SHOWN_ARTICLES }, context),
    ),
    onResource ? asked('Articles on the resource', activeTitles(workspace, context)) : undefined,
  ]);
  const earlier = earlierLike(issue, [...(ofTask?.results ?? []), ...(ofAny?.results ?? [])]);
  const articles = [...(naming?.results ?? []), ...articlesOn(workspace, issue, all?.results ?? [])];
  return compact({
    seen_before: await Promise.all(
      earlier.slice(0, SHOWN_ISSUES).map((one) => earlierRow(workspace, one, context, notes)),
    ),
    articles: [...new Map(articles.map((note) => [note.noteId, articleRow(note)])).values()].slice(
      0,
      SHOWN_ARTICLES,
    ),
  });
}

/** Active articles without their texts, as many as one page holds. */
export const activeTitles = (workspace: string, context: ToolContext) =>
  articlesOf(workspace, { view: 'summary', max: 200 }, context);

async function articlesOf(
  workspace: string,
  filters: { search?: string; view?: 'summary'; max: number },
  { platform, signal }: ToolContext,
): Promise<Page<Note>> {
  return (await platform.notes.list(workspace, { status: 'active', ...filters }, { signal })).value;
}

async function earlierRow(
  workspace: string,
  { issue, same }: Earlier,
  context: ToolContext,
  notes: string[],
) {
  return {
    id: issue.id,
    same,
    title: issue.title ?? issue.taskTitle,
    severity: issue.severity,
    opened: issue.created,
    closed: issue.closedAt,
    occurrences: issue.totalOccurrenceCount,
    last_run_session: issue.latestOccurrenceRunSessionId,
    ran_before_it_closed: await ranBefore(workspace, issue, context, notes),
  };
}

export function articleRow({ noteId, title }: Note) {
  return { note_id: noteId, title };
}
