import { z } from 'zod';
import { bundleValues } from '../../authoring/bundle-values.ts';
import { NotFound } from '../../errors/platform-errors.ts';
import type { BundleDetail } from '../../platform/registry.ts';
import { neededSecrets } from '../../registry/bundle-needs.ts';
import { bundleParts } from '../../registry/bundle-parts.ts';
import { type BundleName, sayUnknownBundle } from '../../registry/unknown-bundle.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { askRegistry } from './registry-absence.ts';

const README_LENGTH = 4000;

export const getRegistryCodebundle = defineTool({
  name: 'get_registry_codebundle',
  title: 'Get CodeBundle',
  description:
    'One CodeBundle: what it does, its variables and secrets, the values that a workspace has for them, and the arguments of deploy_registry_codebundle.',
  toolset: 'registry',
  effect: 'read',
  workspaceOptional: true,
  input: z.object({
    collection_slug: z.string().describe('codecollection_slug of search_registry'),
    codebundle_slug: z.string().describe('slug of search_registry'),
    workspace_name: workspaceName.describe('Where it is to be deployed'),
  }),
  async run({ collection_slug, codebundle_slug, workspace_name }, context) {
    const isNamed = Boolean(workspace_name?.trim() || context.config.defaultWorkspace);
    const workspace = isNamed ? await workspaceOf({ workspace_name }, context) : undefined;
    return askRegistry(context, async () => {
      const bundle = await bundleNamed({ collection: collection_slug, slug: codebundle_slug }, context);
      const deploy = deployArguments(bundle);
      const secrets = neededSecrets(bundle);
      if (workspace === undefined) {
        const next = 'Call again with workspace_name for the values that a workspace has for these.';
        return { ...about(bundle), secrets, deploy, next };
      }
      const notes: string[] = [];
      const { signal } = context;
      const values = bundleValues(bundle, workspace, context);
      const found = await orNote(values, { what: 'Values of this workspace', notes, signal });
      if (!found) return { ...about(bundle), secrets, deploy, notes };
      const { config_vars, secret_vars, to_choose, ...values_here } = found;
      return {
        ...about(bundle),
        values_here,
        deploy: { workspace_name: workspace, ...deploy, config_vars, secret_vars },
        next: nextCall(to_choose),
      };
    });
  },
});

async function bundleNamed(name: BundleName, context: ToolContext): Promise<BundleDetail> {
  const { registry } = context.platform;
  try {
    return await registry.get(name.collection, name.slug, context);
  } catch (error) {
    throw error instanceof NotFound ? await sayUnknownBundle(error, name, registry, context) : error;
  }
}

function about(bundle: BundleDetail) {
  return compact({
    codecollection: bundle.codecollection,
    slug: bundle.slug,
    display_name: bundle.display_name,
    description: bundle.doc ?? bundle.description,
    platform: bundle.configuration_type?.platform,
    access_level: bundle.access_level,
    support_tags: bundle.support_tags,
    tasks: bundle.tasks,
    slis: bundle.slis,
    runbook_source_url: bundle.runbook_source_url,
    minimum_iam_requirements: bundle.minimum_iam_requirements,
    user_variables: (bundle.user_variables ?? []).map(({ name, description, example, ...variable }) => ({
      name,
      required: variable.default == null,
      description,
      example,
      default: variable.default,
    })),
    readme: shorten(bundle.readme, README_LENGTH),
  });
}

function nextCall(toChoose: string[]): string {
  const call = 'deploy_registry_codebundle with deploy, slx_name, alias and statement';
  return toChoose.length === 0
    ? `${call}; dry_run=true shows it first.`
    : `Choose ${toChoose.join(', ')} from values_here or with the user, then ${call}; dry_run=true shows it first.`;
}

/** The parts that do not depend on the workspace. */
function deployArguments(bundle: BundleDetail) {
  const { directory, hasRunbook, hasSli } = bundleParts(bundle);
  return compact({
    repo_url: bundle.codecollection?.git_url,
    codebundle_path: directory,
    deploy_runbook: hasRunbook,
    deploy_sli: hasSli,
    access: bundle.access_level === 'unknown' ? undefined : bundle.access_level,
  });
}
