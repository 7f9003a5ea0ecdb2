import { deployCodebundleInput } from '../../authoring/inputs/deploy-codebundle-input.ts';
import { planDeployment } from '../../authoring/plan-deployment.ts';
import { afterSaving, previewSlx, saveSlx } from '../../authoring/save-slx.ts';
import { slxReplacement } from '../../authoring/slx-change.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const deployRegistryCodebundle = defineTool({
  name: 'deploy_registry_codebundle',
  title: 'Deploy CodeBundle',
  description:
    'Makes an SLX from a CodeBundle; deploy in get_registry_codebundle has the arguments. Confirm values with the user. An SLX of that name is replaced.',
  toolset: 'registry',
  effect: 'write',
  needs: 'commit',
  idempotent: true,
  input: deployCodebundleInput,
  async preview(args, context) {
    return args.dry_run ? undefined : slxReplacement(await planDeployment(args, context), context);
  },
  async run(args, context) {
    const { workspace, slx, documents, stored, view } = await planDeployment(args, context);
    if (args.dry_run) return { status: 'dry_run', ...view, payloads: previewSlx(documents) };
    const slxId = await saveSlx(workspace, documents, { tool: 'deploy_registry_codebundle', slx }, context);
    return {
      status: 'deployed',
      ...view,
      slx_id: slxId,
      next: afterSaving(workspace, slx, Boolean(documents.runbook ?? stored?.runbook)),
    };
  },
});
