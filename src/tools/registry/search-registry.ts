import { z } from 'zod';
import type { BundleRow } from '../../platform/registry.ts';
import { registryPlatform } from '../../registry/platform-name.ts';
import { rankBundles } from '../../registry/rank-bundles.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { askRegistry, unavailable } from './registry-absence.ts';

const DESCRIPTION_LENGTH = 240;

/** Bundles that are fetched to choose the best ones from. */
const FETCHED = 50;

export const searchRegistry = defineTool({
  name: 'search_registry',
  title: 'Search registry',
  description:
    'Finds ready-made health checks and tasks (CodeBundles). Ask before writing a script. Guide: skill find-and-deploy-codebundle.',
  toolset: 'registry',
  effect: 'read',
  input: z.object({
    search: z.string().describe('Words; of three or more any may match').optional(),
    platform: z.string().describe('Kubernetes, AWS, Azure or GCP').optional(),
    tags: z.array(z.string()).describe('Technologies such as EKS, REDIS; any').optional(),
    max_results: z.int().min(1).max(50).default(10).describe('Most rows'),
  }),
  async run({ search, platform, tags = [], max_results }, context) {
    const query = {
      search: search?.trim() || undefined,
      platform: platform === undefined ? undefined : registryPlatform(platform),
      tags: tags
        .flatMap((tag) => tag.split(','))
        .map((tag) => tag.trim())
        .filter(Boolean),
      limit: FETCHED,
    };
    return askRegistry(context, async () => {
      const { registry } = context.platform;
      const { bundles, total } = await registry.search(query, context);
      const best = rankBundles(bundles, query.search).slice(0, max_results);
      if (best.length > 0) return { total_count: total, ...fitRows(best.map(bundleRow)) };
      if (!(await registry.healthy(context)))
        return unavailable('The registry answers that it does not work.');
      return { total_count: total, count: 0, results: [], hint: nothingFound(query) };
    });
  },
});

function bundleRow(bundle: BundleRow) {
  return compact({
    codecollection_slug: bundle.codecollection?.slug,
    slug: bundle.slug,
    display_name: bundle.display_name,
    description: shorten(bundle.description, DESCRIPTION_LENGTH),
    platform: bundle.platform,
    access_level: bundle.access_level,
    support_tags: bundle.support_tags,
    tasks: bundle.tasks,
    slis: bundle.slis,
    codecollection_git_url: bundle.codecollection?.git_url,
    runbook_source_url: bundle.runbook_source_url,
  });
}

function nothingFound({
  search,
  platform,
}: {
  search?: string | undefined;
  platform?: string | undefined;
}): string {
  const unfiltered = platform ? 'Bundles without discovery rules have no platform: leave platform out. ' : '';
  const words = search ? 'Try one word, or a related technology. ' : '';
  return `${unfiltered}${words}Otherwise write the check yourself (skill build-runwhen-task).`;
}
