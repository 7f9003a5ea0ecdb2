import type { BundleRow } from '../platform/registry.ts';

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
