import { z } from 'zod';
import type { CallerCache } from './cache.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';

const text = z.string().nullish();
const titles = z
  .array(z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]))
  .nullish();

const collectionRef = z.looseObject({ slug: z.string(), name: text, git_url: z.string() });

const bundle = {
  name: z.string(),
  slug: z.string(),
  display_name: text,
  description: text,
  doc: text,
  support_tags: z.array(z.string()).nullish(),
  tasks: titles,
  slis: titles,
  access_level: text,
  runbook_source_url: text,
  configuration_type: z
    .looseObject({ platform: text, has_generation_rules: z.boolean().nullish() })
    .nullish(),
};

const listItem = z.looseObject({ ...bundle, platform: text, codecollection: collectionRef.nullish() });

const variable = z.looseObject({
  name: z.string(),
  type: text,
  description: text,
  example: text,
  pattern: text,
  /** Null where a deployment must supply a value. */
  default: text,
});

const detail = z.looseObject({
  ...bundle,
  readme: text,
  minimum_iam_requirements: z.array(z.string()).nullish(),
  /** Path in the repository; the SLI's where there is no runbook. */
  runbook_path: text,
  sli_path: text,
  user_variables: z.array(variable).nullish(),
  git_updated_at: text,
  codecollection: collectionRef.nullish(),
});

const searchReply = z.looseObject({
  codebundles: z.array(listItem),
  total_count: z.number(),
  pagination: z.looseObject({ has_more: z.boolean() }).nullish(),
});

/** One hit of the semantic search; its metadata is untyped in the published API. */
const hit = z.looseObject({
  score: z.number(),
  metadata: z.looseObject({
    slug: z.string(),
    collection_slug: z.string(),
    name: text,
    display_name: text,
    description: text,
    platform: text,
  }),
});

const collection = z.looseObject({ slug: z.string(), git_url: z.string(), git_ref: text });

export type BundleRow = z.output<typeof listItem>;
export type BundleHit = z.output<typeof hit>;
export type BundleDetail = z.output<typeof detail>;
export type BundleVariable = z.output<typeof variable>;
type Collection = z.output<typeof collection>;

interface BundleQuery {
  /** One or two words must all match; of three or more, any. */
  search?: string;
  /** `Kubernetes`, `AWS`, `Azure` or `GCP`, in this spelling. */
  platform?: string;
  /** Any of them. */
  tags?: readonly string[];
  limit: number;
}

/** The public CodeBundle catalogue. */
export interface Registry {
  /** Matching bundles, and how many there are in all. A failure inside the registry looks the same as no match. */
  search(query: BundleQuery, options: CallOptions): Promise<{ bundles: BundleRow[]; total: number }>;
  /** The bundles nearest in meaning, with a score up to 1. Throws where the registry has no such search. */
  nearest(
    query: { search: string; platform?: string | undefined; limit: number },
    options: CallOptions,
  ): Promise<BundleHit[]>;
  get(collection: string, bundle: string, options: CallOptions): Promise<BundleDetail>;
  /** Cached for five minutes. */
  collections(options: CallOptions): Promise<Collection[]>;
  /** False where the registry answers that it does not work. */
  healthy(options: CallOptions): Promise<boolean>;
}

const CACHE_TTL_MS = 5 * 60_000;

export function createRegistry(request: Requester, cache: CallerCache): Registry {
  return {
    search: async ({ tags, ...query }, { signal }) => {
      const reply = await request.json(searchReply, {
        service: 'registry',
        path: path`/api/v1/codebundles`,
        query: { ...query, tags: tags && tags.length > 0 ? tags.join(',') : undefined },
        signal,
      });
      return { bundles: reply.codebundles, total: reply.total_count };
    },
    nearest: async ({ search, platform, limit }, { signal }) => {
      const { results } = await request.json(z.object({ results: z.array(hit) }), {
        service: 'registry',
        path: path`/api/v1/vector/search/codebundles`,
        query: { query: search, platform, max_results: limit },
        signal,
      });
      return results;
    },
    get: (collectionSlug, slug, { signal }) =>
      request.json(detail, {
        service: 'registry',
        path: path`/api/v1/collections/${collectionSlug}/codebundles/${slug}`,
        signal,
      }),
    collections: ({ signal }) =>
      cache.get(
        'registry-collections',
        (shared) =>
          request.json(z.array(collection), {
            service: 'registry',
            path: path`/api/v1/registry/collections`,
            signal: shared,
          }),
        { ttlMs: CACHE_TTL_MS, signal },
      ),
    healthy: async ({ signal }) => {
      const reply = z.looseObject({ status: z.string() });
      const { status } = await request.json(reply, {
        service: 'registry',
        path: path`/api/v1/health`,
        signal,
      });
      return status === 'healthy';
    },
  };
}
