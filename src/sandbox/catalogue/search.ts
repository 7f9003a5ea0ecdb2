import type { Bundle } from './bundle.ts';
import { collections } from './collections.ts';

/** Filters of the bundle list; all that are given must hold. */
export interface BundleFilters {
  search?: string;
  platform?: string;
  /** Comma list, any of which must be part of the bundle's tags. */
  tags?: string;
  /** 0 counts as not given. */
  collectionId?: number;
  accessLevel?: string;
  hasAutoDiscovery?: boolean;
  sortBy?: string;
}

const STOP_WORDS = new Set(
  `a an the this that these those i me my we our you your he him his she her it its they them their is am are was
  were be been being have has had do does did can could shall should will would may might must what which who whom
  where when why how in on at by for with from to of into onto over under out off up down and or but if so yet nor
  not no about just also some any all`.split(/\s+/),
);

const EDGES = /^[?.,!:;()[\]"']+|[?.,!:;()[\]"']+$/g;

/** The bundles that the registry answers for these filters, in its order. */
export function searchBundles(bundles: readonly Bundle[], filters: BundleFilters): Bundle[] {
  const words = filters.search ? keywords(filters.search) : [];
  if (filters.search && words.length === 0) return [];
  const found = bundles.filter((bundle) => matchesFilters(bundle, filters) && matchesWords(bundle, words));
  if (words.length < 3) return found.sort(order(filters.sortBy));
  return found.sort((a, b) => rank(b, words) - rank(a, words) || byName(a, b));
}

/** Search words without punctuation and stop words; the three longest when nothing else is left. */
function keywords(search: string): string[] {
  const raw = search.split(/\s+/).filter((token) => token !== '');
  const kept = raw
    .map((token) => token.replaceAll(EDGES, ''))
    .filter((token) => token.length >= 2 && !STOP_WORDS.has(token.toLowerCase()));
  return kept.length > 0 ? kept : raw.toSorted((a, b) => b.length - a.length).slice(0, 3);
}

/** One or two words must all be found; of three and more, any of the first six. */
function matchesWords(bundle: Bundle, words: string[]): boolean {
  const found = (word: string) => Object.values(searchedFields(bundle)).some((text) => contains(text, word));
  return words.length < 3 ? words.every(found) : words.slice(0, 6).some(found);
}

function rank(bundle: Bundle, words: string[]): number {
  const { name, displayName, tags, description, doc } = searchedFields(bundle);
  const weights = [
    [name, 4],
    [displayName, 3],
    [tags, 3],
    [description, 1],
    [doc, 1],
  ] as const;
  return words
    .slice(0, 6)
    .flatMap((word) => weights.map(([text, weight]) => (contains(text, word) ? weight : 0)))
    .reduce<number>((sum, points) => sum + points, 0);
}

function searchedFields({ name, displayName, doc, tags }: Bundle) {
  return { name, displayName, description: doc.split('. ')[0]!, doc, tags: tagText(tags) };
}

function matchesFilters(bundle: Bundle, filters: BundleFilters): boolean {
  const { platform, tags, collectionId, accessLevel, hasAutoDiscovery } = filters;
  const home = collections.find(({ slug }) => slug === bundle.collection);
  return (
    (!platform || bundle.platform === platform) &&
    (!tags || tags.split(',').some((tag) => contains(tagText(bundle.tags), tag.trim()))) &&
    (!collectionId || home?.id === collectionId) &&
    (!accessLevel || bundle.access === accessLevel) &&
    (hasAutoDiscovery === undefined || (bundle.platform !== null) === hasAutoDiscovery)
  );
}

/** The stored JSON text of a tag list, which the registry searches as text. */
function tagText(tags: string[]): string {
  return `[${tags.map((tag) => JSON.stringify(tag)).join(', ')}]`;
}

/** SQL's case-insensitive `LIKE '%word%'`: a `%` in the word is any text, a `_` any character. */
function contains(text: string, word: string): boolean {
  const pattern = word
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(pattern, 'is').test(text);
}

function order(sortBy: string | undefined): (a: Bundle, b: Bundle) => number {
  if (sortBy === 'updated') return (a, b) => b.changed.localeCompare(a.changed);
  if (sortBy === 'tasks') return (a, b) => b.tasks.length - a.tasks.length;
  return byName;
}

const byName = (a: Bundle, b: Bundle) => a.name.localeCompare(b.name);
