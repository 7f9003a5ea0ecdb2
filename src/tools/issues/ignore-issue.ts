import { z } from 'zod';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { parseUntil } from '../../tool-kit/moments.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { changeIssues, issueIds, previewIssues } from './change-issues.ts';

export const ignoreIssue = defineTool({
  name: 'ignore_issue',
  title: 'Ignore issues',
  description:
    'Keeps known issues quiet until a time: closes them (open occurrences become 0), and what is seen before then does not open them again.',
  toolset: 'issues',
  effect: 'write',
  idempotent: true,
  input: z.object({
    issue_ids: issueIds,
    workspace_name: workspaceName,
    until: z.string().describe('ISO time (UTC where it names no zone), or from now: 4h, 2d'),
  }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    return previewIssues(`Ignore until ${args.until}`, workspace, args.issue_ids, context);
  },
  async run(args, context) {
    const until = parseUntil(args.until);
    if (until === null) throw badUntil(args.until);
    const workspace = await workspaceOf(args, context);
    const { issues } = context.platform;
    const { signal } = context;
    return changeIssues(
      {
        workspace,
        ids: args.issue_ids,
        done: 'ignored',
        already: ({ openSince, ignoredUntil }) =>
          !openSince && Date.parse(ignoredUntil ?? '') === Date.parse(until),
        send: (id) => issues.ignore(workspace, id, until, { signal }),
        facts: ({ ignoredUntil }) => ({ ignored_until: ignoredUntil }),
      },
      context,
    );
  },
});

function badUntil(given: string): InvalidArguments {
  return new InvalidArguments(`ignore_issue: until ${JSON.stringify(given)} is not a time in the future.`, {
    hint: 'Give an ISO 8601 time such as 2030-05-01T12:00:00Z, or how long from now: 4h, 2d, 1w.',
  });
}
