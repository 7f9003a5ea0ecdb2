import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const getRunStatus = defineTool({
  name: 'get_run_status',
  title: 'Get run status',
  description:
    'RUNNING, SUCCEEDED or FAILED. SUCCEEDED does not mean that the script worked: get_run_output tells.',
  toolset: 'scripts',
  effect: 'read',
  input: z.object({
    run_id: z.string().min(1).describe('runId of run_script'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { runId, status } = await context.platform.authorRuns.status(workspace, args.run_id, context);
    return { runId, status };
  },
});
