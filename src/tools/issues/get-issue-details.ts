import { z } from 'zod';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

const OCCURRENCES = 10;

export const getIssueDetails = defineTool({
  name: 'get_issue_details',
  title: 'Get issue',
  description: 'One issue in full: details, next steps, latest occurrences, and the run that saw it last.',
  toolset: 'issues',
  effect: 'read',
  input: z.object({
    issue_id: z.int().min(1).describe('id from get_workspace_issues'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    return compact(
      await context.platform.issues.get(workspace, args.issue_id, {
        signal: context.signal,
        occurrences: OCCURRENCES,
      }),
    );
  },
});
