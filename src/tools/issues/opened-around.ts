import { shortNameOf } from '../../names/full-name.ts';
import { ISSUES_IN_PAGE, type Issue, isIgnored } from '../../platform/issues.ts';
import { compact } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';

/** How long before and after an issue others must have opened to be shown beside it. */
const AROUND_MS = 60 * 60_000;
const SHOWN = 6;

/**
 * Other issues that opened within an hour of an open one and are open still, in the order in which they opened, the issue at
 * hand among them: what opened first is nearer to the cause. Empty where the issue is not open, or opened alone.
 */
export async function openedAround(
  workspace: string,
  issue: Issue,
  { platform, signal }: ToolContext,
  notes: string[],
) {
  const opened = Date.parse(issue.openSince ?? '');
  if (Number.isNaN(opened)) return [];
  const asked = platform.issues.list(workspace, { closed: false, max: ISSUES_IN_PAGE }, { signal });
  const open = await orNote(asked, {
    what: 'Open issues, for what opened around it',
    notes,
    signal,
    searched: true,
  });
  const distance = ({ openSince }: Issue) => Math.abs(Date.parse(openSince ?? '') - opened);
  const others = (open?.results ?? [])
    .filter((other) => other.id !== issue.id && !isIgnored(other) && distance(other) <= AROUND_MS)
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, SHOWN);
  if (others.length === 0) return [];
  return [issue, ...others]
    .toSorted((one, other) => Date.parse(one.openSince ?? '') - Date.parse(other.openSince ?? ''))
    .map((one) => (one.id === issue.id ? { id: one.id, is: 'this issue' } : rowOf(workspace, one)));
}

function rowOf(workspace: string, { id, severity, title, taskTitle, slxName, openSince }: Issue) {
  const slx = slxName ? shortNameOf(workspace, slxName) : undefined;
  return compact({ id, severity, title: title ?? taskTitle, slx, openSince });
}
