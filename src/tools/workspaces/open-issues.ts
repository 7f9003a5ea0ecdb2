import { ISSUES_IN_PAGE, type Issue, isIgnored } from '../../platform/issues.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';

const SEVERITIES = [1, 2, 3, 4] as const;

/** The open issues of one severity. */
export interface OpenIssues {
  severity: number;
  count: number;
  /** Latest first; incomplete where there are many. */
  issues: Issue[];
  /** Why the platform's own count may be wrong. */
  incomplete?: string | undefined;
}

/** The open issues of each severity, requested together: a page of each, beyond which the platform's own count is used. Ignored issues are not counted, as far as one page shows them. */
export function openIssuesBySeverity(
  workspace: string,
  { platform, signal }: ToolContext,
): Promise<OpenIssues[]> {
  return Promise.all(
    SEVERITIES.map(async (severity) => {
      const filters = { severities: [severity], closed: false, max: ISSUES_IN_PAGE };
      const page = await platform.issues.list(workspace, filters, { signal });
      const issues = page.results.filter((issue) => !isIgnored(issue)).toSorted(latestFirst);
      const count = page.count - (page.results.length - issues.length);
      return { severity, count, issues, incomplete: page.incomplete };
    }),
  );
}

/** `{"1": 2, "2": 0, …, "all": 5}` */
export function countsOf(open: readonly OpenIssues[]): Record<string, number> {
  const all = open.reduce((sum, { count }) => sum + count, 0);
  return { ...Object.fromEntries(open.map(({ severity, count }) => [severity, count])), all };
}

/** A note for each severity whose issues could not all be read. */
export function notesOn(open: readonly OpenIssues[]): string[] {
  return open.flatMap(({ severity, incomplete }) =>
    incomplete ? [`Open issues of severity ${severity}: ${incomplete}`] : [],
  );
}

function latestFirst(one: Issue, other: Issue): number {
  return Date.parse(other.latestOccurrenceAt ?? '') - Date.parse(one.latestOccurrenceAt ?? '') || 0;
}
