import type { Host } from '../host.ts';
import { type IssueRow, readOpenIssues } from '../open-issues.ts';
import type { SlxRow } from '../slx-details.tsx';

/** Open issues and SLXs of the workspace that an answer names. */
export interface Named {
  issues: IssueRow[];
  slxs: SlxRow[];
}

/** By id and by short name, as whole words; what is not of this workspace is no name. */
export async function readNamed(
  message: string,
  host: Host,
  workspace: { workspace_name?: string },
): Promise<Named> {
  const words = new Set(message.match(/[A-Za-z0-9][A-Za-z0-9-]*/g) ?? []);
  const [open, slxs] = await Promise.all([
    readOpenIssues(host, workspace),
    host.call('get_workspace_slxs', workspace),
  ]);
  return {
    issues: open.all.filter(({ id }) => words.has(String(id))),
    slxs: slxs.results.filter(({ shortName }) => shortName !== undefined && words.has(shortName)),
  };
}
