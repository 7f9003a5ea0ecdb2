import { z } from 'zod';
import { leftBehind, slxDeletion } from '../../authoring/slx-change.ts';
import { NotFound } from '../../errors/platform-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const deleteSlx = defineTool({
  name: 'delete_slx',
  title: 'Delete SLX',
  description: 'Removes an SLX with its runbook and SLI from the workspace.',
  toolset: 'slxs',
  effect: 'delete',
  needs: 'commit',
  idempotent: true,
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    workspace_name: workspaceName,
  }),
  async preview(args, context) {
    const { workspace, slx } = await named(args, context);
    return slxDeletion(workspace, slx, context).catch((error) => {
      throw error instanceof NotFound ? noSuchSlx(workspace, slx) : error;
    });
  },
  async run(args, context) {
    const { workspace, slx } = await named(args, context);
    const stays = await leftBehind(workspace, slx, context);
    const { status } = await context.platform.slxs.delete(workspace, slx, context);
    if (status === 'not_found') throw noSuchSlx(workspace, slx);
    return { status: 'deleted', slx_name: slx, workspace, ...(stays.length > 0 ? { stays } : {}) };
  },
});

async function named(args: { slx_name: string; workspace_name?: string | undefined }, context: ToolContext) {
  const workspace = await workspaceOf(args, context);
  return { workspace, slx: shortNameOf(workspace, args.slx_name) };
}

function noSuchSlx(workspace: string, slx: string): NotFound {
  return new NotFound(`There is no SLX ${slx} in ${workspace}.`, {
    hint: `get_workspace_slxs(workspace_name="${workspace}") lists them.`,
  });
}
