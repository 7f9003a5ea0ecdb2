import { didYouMean } from '../errors/nearest.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { Registry } from '../platform/registry.ts';
import type { CallOptions } from '../platform/request.ts';

/** How many bundles are looked through for one that is near. */
const MOST = 50;

/** A bundle as callers name it. */
export interface BundleName {
  collection: string;
  slug: string;
}

/** The registry's "not found" in plain words: whether the collection or the bundle is unknown, and what may be meant. */
export async function sayUnknownBundle(
  error: NotFound,
  { collection, slug }: BundleName,
  registry: Registry,
  options: CallOptions,
): Promise<NotFound> {
  const collections = await orNone(registry.collections(options));
  if (collections.length === 0) return error;
  const slugs = collections.map((one) => one.slug);
  const known = slugs.includes(collection);
  const message = known
    ? `The collection ${collection} has no bundle ${JSON.stringify(slug)}${await nearestBundle({ collection, slug }, registry, options)}.`
    : `The registry has no collection ${JSON.stringify(collection)}${didYouMean(collection, slugs)}.`;
  return new NotFound(message, {
    hint: 'search_registry finds bundles: its rows have codecollection_slug and slug.',
    ...(error.status === undefined ? {} : { status: error.status }),
    cause: error,
  });
}

/** ` (did you mean curl-http-ok?)` where the collection has a bundle whose name is near; nothing where it has none. */
export async function nearestBundle(
  { collection, slug }: BundleName,
  registry: Registry,
  options: CallOptions,
): Promise<string> {
  const search = slug.replaceAll(/[^a-z\d]+/gi, ' ').trim();
  if (search === '') return '';
  const [byWords, byMeaning] = await Promise.all([
    orNone(registry.search({ search, limit: MOST }, options).then(({ bundles }) => bundles)),
    orNone(registry.nearest({ search, limit: MOST }, options)),
  ]);
  const slugs = [
    ...byWords.filter((row) => row.codecollection?.slug === collection).map((row) => row.slug),
    ...byMeaning
      .filter(({ metadata }) => metadata.collection_slug === collection)
      .map(({ metadata }) => metadata.slug),
  ];
  return didYouMean(slug, slugs);
}

async function orNone<Row>(rows: Promise<Row[]>): Promise<Row[]> {
  try {
    return await rows;
  } catch (error) {
    if (error instanceof ToolError) return [];
    throw error;
  }
}
