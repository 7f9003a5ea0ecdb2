import { z } from 'zod';
import { NotFound } from '../../errors/platform-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const deleteSlx = defineTool({
  name: 'delete_slx',
  title: 'Delete SLX',
  description: 'Removes an SLX with its runbook and SLI from the workspace.',
  toolset: 'slxs',
  effect: 'delete',
  idempotent: true,
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const slx = shortNameOf(workspace, args.slx_name);
    const { status } = await context.platform.slxs.delete(workspace, slx, context);
    if (status === 'not_found') {
      throw new NotFound(`There is no SLX ${slx} in ${workspace}.`, {
        hint: `get_workspace_slxs(workspace_name="${workspace}") lists them.`,
      });
    }
    return { status: 'deleted', slx_name: slx, workspace_name: workspace };
  },
});
