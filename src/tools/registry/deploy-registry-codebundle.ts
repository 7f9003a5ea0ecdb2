import { z } from 'zod';
import { location, secretVars } from '../../authoring/inputs/script-inputs.ts';
import { slxFields } from '../../authoring/inputs/slx-inputs.ts';
import { planDeployment } from '../../authoring/plan-deployment.ts';
import { previewSlx, saveSlx } from '../../authoring/save-slx.ts';
import { slxReplacement } from '../../authoring/slx-change.ts';
import { DEFAULT_REF } from '../../registry/bundle-address.ts';
import { ACCESS } from '../../slx/tags.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';

export const deployRegistryCodebundle = defineTool({
  name: 'deploy_registry_codebundle',
  title: 'Deploy CodeBundle',
  description:
    'Makes an SLX from a CodeBundle; deploy in get_registry_codebundle has the arguments. Confirm values with the user. An SLX of that name is replaced.',
  toolset: 'registry',
  effect: 'write',
  needs: 'commit',
  idempotent: true,
  input: z.object({
    ...slxFields,
    workspace_name: workspaceName,
    repo_url: z.string().describe('Repository of its collection'),
    codebundle_path: z.string().describe('Its directory there'),
    ref: z.string().default(DEFAULT_REF).describe('Git reference'),
    config_vars: z.record(z.string(), z.string()).default({}).describe('Variables of the bundle'),
    secret_vars: secretVars.default({}),
    deploy_runbook: z.boolean().describe('Its tasks; default where it has any').optional(),
    deploy_sli: z.boolean().describe('Its metric too').optional(),
    sli_interval_seconds: z.int().min(1).describe('Seconds between SLI runs, 300').optional(),
    sli_description: z.string().describe('What the SLI measures').optional(),
    location,
    access: z.enum(ACCESS).describe('Default: as the registry says').optional(),
    dry_run: z.boolean().default(false).describe('Show the payloads, send nothing'),
  }),
  async preview(args, context) {
    return args.dry_run ? undefined : slxReplacement(await planDeployment(args, context), context);
  },
  async run(args, context) {
    const { workspace, slx, documents, view } = await planDeployment(args, context);
    if (args.dry_run) return { status: 'dry_run', ...view, payloads: previewSlx(documents) };
    const slxId = await saveSlx(workspace, documents, { tool: 'deploy_registry_codebundle', slx }, context);
    return {
      status: 'deployed',
      ...view,
      slx_id: slxId,
      next: `Searchable in one to three minutes. Run it with run_slx(workspace_name="${workspace}", slx_name="${slx}").`,
    };
  },
});
