import { z } from 'zod';
import { ToolError } from '../../errors/tool-error.ts';
import type { BundleHit, BundleRow } from '../../platform/registry.ts';
import { registryPlatform } from '../../registry/platform-name.ts';
import { mergeHits, rankBundles } from '../../registry/rank-bundles.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { askRegistry, unavailable } from './registry-absence.ts';

const DESCRIPTION_LENGTH = 240;

/** How many bundles are fetched to choose the best from. */
const FETCHED = 50;

export const searchRegistry = defineTool({
  name: 'search_registry',
  title: 'Search registry',
  description:
    'Finds ready-made health checks and tasks (CodeBundles). Ask before writing a script. Guide: skill find-and-deploy-codebundle.',
  toolset: 'registry',
  effect: 'read',
  input: z.object({
    search: z.string().describe('Words, or what it should do').optional(),
    platform: z.string().describe('Kubernetes, AWS, Azure or GCP').optional(),
    tags: z.array(z.string()).describe('Technologies such as EKS, REDIS; any').optional(),
    max_results: z.int().min(1).max(FETCHED).default(10).describe('Most rows'),
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
      const [{ bundles, total }, near] = await Promise.all([
        registry.search(query, context),
        nearestTo(query, context),
      ]);
      const ranked = near.hits
        ? mergeHits(bundles, query.search, near.hits)
        : rankBundles(bundles, query.search);
      const found_by = near.hits ? 'meaning and words' : 'words';
      const best = ranked.slice(0, max_results);
      const added = near.hits ? Math.max(0, ranked.length - bundles.length) : 0;
      if (best.length > 0)
        return {
          total_count: total + added,
          found_by,
          ...fitRows(best.map(bundleRow), {
            count: total + added,
            goOn: `${max_results < FETCHED ? `Raise max_results (at most ${FETCHED}), or narrow` : 'Narrow'} what you ask for.`,
          }),
          ...(near.note ? { notes: [near.note] } : {}),
        };
      if (!(await registry.healthy(context)))
        return unavailable('The registry reports that it is not working.');
      return { total_count: total, found_by, count: 0, results: [], hint: nothingFound(query) };
    });
  },
});

/** Bundles by meaning. Tags cannot narrow that search; where the registry lacks it, there is a note. */
async function nearestTo(
  { search, platform, tags }: { search?: string | undefined; platform?: string | undefined; tags: string[] },
  { platform: { registry }, signal }: ToolContext,
): Promise<{ hits?: BundleHit[]; note?: string }> {
  if (search === undefined || tags.length > 0) return {};
  try {
    return { hits: await registry.nearest({ search, platform, limit: FETCHED }, { signal }) };
  } catch (error) {
    if (!(error instanceof ToolError) || signal.aborted) throw error;
    return { note: `Found by keywords only; the semantic search did not answer: ${error.message}` };
  }
}

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
