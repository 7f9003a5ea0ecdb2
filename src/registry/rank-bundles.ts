import type { BundleHit, BundleRow } from '../platform/registry.ts';

/**
 * Best match first. The registry itself orders by name where fewer than three words are given, so that a cut list
 * could miss what was meant. Bundles that match alike keep their order.
 */
export function rankBundles(bundles: readonly BundleRow[], search: string | undefined): BundleRow[] {
  const words = (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.length > 2);
  return bundles.toSorted((one, other) => score(other, words) - score(one, words));
}

function score(bundle: BundleRow, words: string[]): number {
  const weights: [string, number][] = [
    [bundle.name, 4],
    [bundle.display_name ?? '', 3],
    [(bundle.support_tags ?? []).join(' '), 3],
    [(bundle.tasks ?? []).join(' '), 1],
    [bundle.description ?? '', 1],
  ];
  const found = words.flatMap((word) =>
    weights.map(([text, weight]) => (text.toLowerCase().includes(word) ? weight : 0)),
  );
  return found.reduce((sum, points) => sum + points, 0);
}

/** What is nearest in meaning is always something; below this score it has nothing to do with what was asked. */
const LEAST_SCORE = 0.55;
/** Evens out the first places of two rankings that are put together. */
const EVEN = 10;

/**
 * Bundles that were found by words and those that are near in meaning, as one list without repeats: what stands high in
 * both comes first.
 */
export function mergeHits(
  bundles: readonly BundleRow[],
  search: string | undefined,
  hits: readonly BundleHit[],
): BundleRow[] {
  const keyOf = (row: BundleRow) => `${row.codecollection?.slug ?? ''}/${row.slug}`;
  const points = new Map<string, { row: BundleRow; points: number }>();
  const add = (rows: readonly BundleRow[]) => {
    for (const [place, row] of rows.entries()) {
      const known = points.get(keyOf(row));
      points.set(keyOf(row), {
        row: known?.row ?? row,
        points: (known?.points ?? 0) + 1 / (EVEN + place),
      });
    }
  };
  add(rankBundles(bundles, search));
  add(hits.filter(({ score }) => score >= LEAST_SCORE).map(rowOf));
  return [...points.values()].toSorted((one, other) => other.points - one.points).map(({ row }) => row);
}

/** A hit as a row of the list, with what its metadata has. */
function rowOf({ metadata }: BundleHit): BundleRow {
  const { slug, collection_slug, name, display_name, description, platform } = metadata;
  return {
    slug,
    name: name ?? slug,
    display_name,
    description,
    platform,
    codecollection: { slug: collection_slug, git_url: '' },
  };
}
