import { type Issue, isIgnored } from '../platform/issues.ts';
import { shorten } from '../tool-kit/compact.ts';
import { orNote } from '../tool-kit/or-note.ts';
import type { PromptContext } from './define-prompt.ts';

const SHOWN = 10;
const MOST_ISSUES = 500;

/** The worst open issues, a line each; where they cannot be read, why. */
export async function openIssues(workspace: string, { platform, signal }: PromptContext): Promise<string[]> {
  const notes: string[] = [];
  const page = await orNote(
    platform.issues.list(workspace, { closed: false, max: MOST_ISSUES }, { signal }),
    { what: 'Open issues', notes, signal },
  );
  if (!page) return notes;
  const open = page.results.filter((issue) => !isIgnored(issue));
  const worst = open.toSorted((one, other) => severityOf(one) - severityOf(other)).slice(0, SHOWN);
  const more = open.length > worst.length ? [`and ${open.length - worst.length} more`] : [];
  return open.length === 0 ? ['No issue is open.'] : [...worst.map(lineOf), ...more];
}

const severityOf = ({ severity }: Issue) => Number(severity ?? 4);

const lineOf = (issue: Issue) =>
  `severity ${issue.severity ?? '?'}: ${shorten(issue.title, 160) ?? 'untitled'} (issue ${issue.id}${issue.slxName ? `, SLX ${issue.slxName}` : ''})`;
