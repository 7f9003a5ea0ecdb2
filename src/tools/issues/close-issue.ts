import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { changeIssues, isClosed, issueIds, previewIssues } from './change-issues.ts';

export const closeIssue = defineTool({
  name: 'close_issue',
  title: 'Close issues',
  description:
    'Closes issues whose cause is gone: open occurrences become 0, the history stays. Seen again, they open again; to keep a known one quiet: ignore_issue.',
  toolset: 'issues',
  effect: 'write',
  idempotent: true,
  input: z.object({
    issue_ids: issueIds,
    workspace_name: workspaceName,
    comment: z.string().max(10_000).describe('Why').optional(),
  }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    return previewIssues('Close', workspace, args.issue_ids, context);
  },
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { issues } = context.platform;
    const { signal } = context;
    return changeIssues(
      {
        workspace,
        ids: args.issue_ids,
        done: 'closed',
        already: isClosed,
        send: (id) => issues.close(workspace, id, args.comment, { signal }),
        facts: ({ closedAt }) => ({ closed_at: closedAt }),
      },
      context,
    );
  },
});
