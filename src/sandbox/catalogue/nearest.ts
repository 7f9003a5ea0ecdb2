import type { JsonObject } from '../state/values.ts';
import type { Bundle } from './bundle.ts';
import { bundleSlug } from './catalogue.ts';

/** The sandbox's stand-in for an embedding: words that mean about the same count as one. */
const MEANINGS = [
  ['pod', 'pods', 'container', 'containers', 'workload', 'workloads'],
  ['crash', 'crashing', 'crashloop', 'restart', 'restarts', 'restarting'],
  ['health', 'healthy', 'healthcheck', 'check', 'status'],
  ['cert', 'certificate', 'certificates', 'tls', 'ssl'],
  ['database', 'db', 'postgres', 'mysql', 'sql'],
  ['website', 'url', 'http', 'endpoint', 'web'],
  ['cost', 'costs', 'spend', 'money', 'bill'],
];
const PLAIN = new Set([
  'that',
  'which',
  'keep',
  'with',
  'from',
  'have',
  'does',
  'when',
  'into',
  'for',
  'the',
  'and',
]);

/** Every bundle, the nearest first, as the registry's vector search answers. */
export function nearestBundles(bundles: readonly Bundle[], query: string): JsonObject[] {
  const wanted = meaningsOf(query);
  return bundles
    .map((bundle) => ({ bundle, distance: distanceOf(bundle, wanted) }))
    .toSorted((one, other) => one.distance - other.distance)
    .map(({ bundle, distance }) => ({
      id: `${bundle.collection}/${bundleSlug(bundle.name)}`,
      document: bundle.doc.slice(0, 500),
      metadata: {
        slug: bundleSlug(bundle.name),
        collection_slug: bundle.collection,
        name: bundle.name,
        display_name: bundle.displayName,
        description: bundle.doc.split('. ')[0] ?? '',
        platform: bundle.platform,
        tags: bundle.tags.join(','),
      },
      score: rounded(1 / (1 + distance)),
      distance: rounded(distance),
    }));
}

/** The share of the wanted meanings that a bundle lacks. */
function distanceOf({ name, displayName, doc, tags }: Bundle, wanted: Set<string>): number {
  if (wanted.size === 0) return 1;
  const has = meaningsOf([name, displayName, doc, ...tags].join(' '));
  return 1 - [...wanted].filter((meaning) => has.has(meaning)).length / wanted.size;
}

function meaningsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
  return new Set(
    words
      .filter((word) => !PLAIN.has(word))
      .map((word) => MEANINGS.find((alike) => alike.includes(word))?.[0] ?? word),
  );
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
