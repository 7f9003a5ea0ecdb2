import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { sessionView } from './run-session-view.ts';

export const getRunSessions = defineTool({
  name: 'get_run_sessions',
  title: 'List run sessions',
  description: 'Newest run sessions: what ran, passed, failed and was reported; with session_id that one.',
  toolset: 'runs',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    limit: z.int().min(1).max(1000).default(20).describe('Most rows, the newest first'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
    session_id: z.int().min(1).describe('One session').optional(),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { runSessions } = context.platform;
    if (args.session_id !== undefined) {
      return sessionView(await runSessions.get(workspace, args.session_id, context));
    }
    const end = args.offset + args.limit;
    const { results, count, incomplete } = await runSessions.list(workspace, { limit: end }, context);
    return fitRows(results.slice(0, end).map(sessionView), { count, offset: args.offset, incomplete });
  },
});
