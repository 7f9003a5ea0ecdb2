import { type Host, shortName } from './host.ts';
import type { AnswerOf } from './reading-tools.ts';

type Issues = AnswerOf<'get_workspace_issues'>;
export type IssueRow = Issues['results'][number];

/** Open issues of a workspace by the short name of their SLX, the worst first. */
export interface OpenIssues {
  bySlx: Map<string, IssueRow[]>;
  all: IssueRow[];
  /** False where there are more than were read. */
  isWhole: boolean;
}

/** An answer holds a few hundred issues. */
const MOST_CALLS = 8;
const MOST_ISSUES = 5_000;

export async function readOpenIssues(
  host: Host,
  workspace: { workspace_name?: string },
): Promise<OpenIssues> {
  const all: IssueRow[] = [];
  let next: number | undefined = 0;
  for (let call = 0; call < MOST_CALLS && next !== undefined; call += 1) {
    const page: Issues = await host.call('get_workspace_issues', {
      limit: MOST_ISSUES,
      offset: next,
      ...workspace,
    });
    all.push(...page.results);
    next = page.next_offset;
  }
  const bySlx = new Map<string, IssueRow[]>();
  for (const issue of all) {
    const slx = shortName(issue.slxName) ?? '';
    bySlx.set(slx, [...(bySlx.get(slx) ?? []), issue]);
  }
  return { bySlx, all, isWhole: next === undefined };
}
