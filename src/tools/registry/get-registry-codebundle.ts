import { z } from 'zod';
import type { BundleDetail } from '../../platform/registry.ts';
import { bundleParts } from '../../registry/bundle-parts.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { askRegistry } from './registry-absence.ts';

const README_LENGTH = 4000;

export const getRegistryCodebundle = defineTool({
  name: 'get_registry_codebundle',
  title: 'Get CodeBundle',
  description:
    'One CodeBundle: what it does, its variables, and the arguments that deploy_registry_codebundle takes for it.',
  toolset: 'registry',
  effect: 'read',
  input: z.object({
    collection_slug: z.string().describe('codecollection_slug of search_registry'),
    codebundle_slug: z.string().describe('slug of search_registry'),
  }),
  async run({ collection_slug, codebundle_slug }, context) {
    return askRegistry(context, async () => {
      const bundle = await context.platform.registry.get(collection_slug, codebundle_slug, context);
      return { ...about(bundle), deploy: deployArguments(bundle) };
    });
  },
});

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

/** The registry says nothing of secrets, so those are left to the caller. */
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
