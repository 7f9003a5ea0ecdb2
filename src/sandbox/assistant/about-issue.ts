import type { Issue, Workspace } from '../state/records.ts';
import { openOccurrenceCount } from '../views/issue.ts';

/** What the sandbox's stand-in for a language model says of an issue: its own facts, put together. */
export function summaryOf(workspace: Workspace, issue: Issue): string {
  const [latest] = issue.occurrences;
  const slx = workspace.slxs.get(issue.slxShortName ?? '');
  const open = openOccurrenceCount(issue);
  const state =
    issue.openSince === null ? 'It is not open.' : `Open since ${issue.openSince}, seen ${open} times since.`;
  return [`${issue.title}.`, slx && `Found by “${slx.alias}”.`, state, latest?.details]
    .filter(Boolean)
    .join(' ');
}

/** Its own next steps, then the check to run again. */
export function nextStepsOf(workspace: Workspace, issue: Issue): string[] {
  const own = (issue.nextSteps ?? '').split('\n').map((step) => step.trim());
  const slx = workspace.slxs.get(issue.slxShortName ?? '');
  return [...own, slx ? `Run ${slx.shortName} again to see whether it is gone.` : ''].filter(Boolean);
}
