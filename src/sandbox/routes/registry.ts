import { z } from 'zod';
import { bundleSlug, catalogue } from '../catalogue/catalogue.ts';
import { collections } from '../catalogue/collections.ts';
import { nearestBundles } from '../catalogue/nearest.ts';
import { collectionRow, detail, listItem } from '../catalogue/rows.ts';
import { searchBundles } from '../catalogue/search.ts';
import type { SandboxApp } from '../http/context.ts';
import { integer, optionalBoolean, optionalInteger, optionalText, parseQuery } from '../http/query.ts';
import { notFound } from '../http/reply.ts';

const wholeNumber = () => optionalInteger(Number.MIN_SAFE_INTEGER);

/** The public CodeBundle registry; takes no credentials. */
export function registryRoutes(app: SandboxApp): void {
  app.get('/api/v1/codebundles', (c) => {
    const query = parseQuery(c, {
      search: optionalText(),
      platform: optionalText(),
      tags: optionalText(),
      collection_id: wholeNumber(),
      access_level: optionalText(),
      has_auto_discovery: optionalBoolean(),
      sort_by: optionalText(),
      limit: wholeNumber(),
      offset: wholeNumber(),
    });
    const { limit = 50, offset = 0 } = query;
    const found =
      limit < 0 || offset < 0
        ? []
        : searchBundles(catalogue, {
            ...query,
            collectionId: query.collection_id,
            accessLevel: query.access_level,
            hasAutoDiscovery: query.has_auto_discovery,
            sortBy: query.sort_by,
          });
    return c.json({
      codebundles: found.slice(offset, offset + limit).map(listItem),
      total_count: found.length,
      pagination: { limit, offset, has_more: found.length > offset + limit },
    });
  });

  app.get('/api/v1/vector/search/codebundles', (c) => {
    const query = parseQuery(c, {
      query: z.string(),
      max_results: integer(10, 1, 50),
      platform: optionalText(),
      collection_slug: optionalText(),
    });
    const bundles = catalogue.filter(
      ({ platform, collection }) =>
        (!query.platform || platform === query.platform) &&
        (!query.collection_slug || collection === query.collection_slug),
    );
    const results = nearestBundles(bundles, query.query).slice(0, query.max_results);
    return c.json({ results, query: query.query });
  });

  app.get('/api/v1/collections/:collection/codebundles/:bundle', (c) => {
    const collection = requireCollection(c.req.param('collection'));
    const slug = c.req.param('bundle');
    const found = catalogue.find(
      (bundle) => bundle.collection === collection.slug && bundleSlug(bundle.name) === slug,
    );
    if (!found) throw notFound(`Codebundle '${slug}' not found in collection '${collection.slug}'`);
    return c.json(detail(found));
  });

  app.get('/api/v1/registry/collections', (c) => c.json(collections.map(collectionRow)));

  app.get('/api/v1/registry/collections/:collection', (c) =>
    c.json(collectionRow(requireCollection(c.req.param('collection')))),
  );

  app.get('/api/v1/health', (c) =>
    c.json({ status: 'healthy', database: 'connected', environment: 'sandbox', version: '1.0.0' }),
  );
}

function requireCollection(slug: string) {
  const collection = collections.find((one) => one.slug === slug);
  if (!collection) throw notFound(`Collection '${slug}' not found`);
  return collection;
}
