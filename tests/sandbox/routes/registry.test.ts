import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/sandbox/catalogue/catalogue.ts';
import { collections } from '../../../src/sandbox/catalogue/collections.ts';
import { searchBundles } from '../../../src/sandbox/catalogue/search.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester } from '../requests.ts';

const names = (filters: Parameters<typeof searchBundles>[1]) =>
  searchBundles(catalogue, filters).map(({ name }) => name);

describe('the catalogue', () => {
  test('has thirty bundles and more, in four collections and more', () => {
    expect(catalogue.length).toBeGreaterThanOrEqual(30);
    expect(new Set(catalogue.map(({ collection }) => collection)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(catalogue.map(({ collection, name }) => `${collection}/${name}`)).size).toBe(
      catalogue.length,
    );
  });

  test.each(catalogue.map((bundle) => [bundle.name, bundle] as const))('%s can be deployed', (_, bundle) => {
    expect(collections.map(({ slug }) => slug)).toContain(bundle.collection);
    expect(bundle.tasks.length + bundle.slis.length).toBeGreaterThan(0);
    const variables = new Set(bundle.variables.map(({ name }) => name));
    const used = [...bundle.tasks, ...bundle.slis].join().matchAll(/\$\{(\w+)\}/g);
    for (const [, name] of used) expect(variables).toContain(name);
  });
});

describe('search', () => {
  test('one word is looked for in names, texts and tags, whatever its case', () => {
    expect(names({ search: 'REDIS' })).toEqual(['aws-elasticache-redis-health', 'k8s-redis-healthcheck']);
  });

  test('two words must both match', () => {
    expect(names({ search: 'postgres lag' })).toEqual(['k8s-patroni-lag', 'k8s-postgres-healthcheck']);
  });

  test('of three words any may match, names first', () => {
    const found = names({ search: 'lambda sqs nonsense' });
    expect(found.slice(0, 2)).toEqual(['aws-lambda-health', 'aws-sqs-dlq-health']);
  });

  test('stop words and edge punctuation do not count', () => {
    expect(names({ search: 'how is the "redis"?' })).toEqual(names({ search: 'redis' }));
  });

  test('blanks alone find nothing', () => {
    expect(names({ search: '   ' })).toEqual([]);
  });

  test('% and _ are wildcards', () => {
    expect(names({ search: 'k8s%redis' })).toEqual(['k8s-redis-healthcheck']);
    expect(names({ search: 'k8s_redis' })).toEqual(['k8s-redis-healthcheck']);
  });

  test('a platform is compared letter by letter', () => {
    expect(names({ platform: 'kubernetes' })).toEqual([]);
    expect(names({ platform: 'GCP' }).length).toBeGreaterThan(2);
  });

  test("a tag is a part of the tags' text, and an empty one matches all", () => {
    expect(names({ tags: 'KS', platform: 'AWS' })).toEqual(['aws-eks-health']);
    expect(names({ tags: 'NOSUCH,' })).toHaveLength(catalogue.length);
  });

  test('an unknown access level is stored as none and so never matched', () => {
    expect(names({ accessLevel: 'unknown' })).toEqual([]);
  });
});

describe('the routes', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());
  const get = (path: string) => requester(() => sandbox)('GET', path, { as: null });

  test('a list is paged and says how many there are', async () => {
    const { body } = await get('/api/v1/codebundles?limit=5&offset=5');
    expect(body.codebundles).toHaveLength(5);
    expect(body).toMatchObject({
      total_count: catalogue.length,
      pagination: { limit: 5, offset: 5, has_more: true },
    });
  });

  test('a negative limit is an empty 200, one that is no number a 422', async () => {
    expect((await get('/api/v1/codebundles?limit=-1')).body).toMatchObject({
      codebundles: [],
      total_count: 0,
    });
    expect((await get('/api/v1/codebundles?limit=')).status).toBe(422);
  });

  test('a detail has paths and variables, with null where a value is needed', async () => {
    const { body } = await get('/api/v1/collections/rw-cli-codecollection/codebundles/curl-http-ok');
    expect(body.runbook_path).toBe('codebundles/curl-http-ok/runbook.robot');
    expect(
      body.user_variables.map(({ name, default: value }: { name: string; default: unknown }) => [
        name,
        value,
      ]),
    ).toEqual([
      ['URL', null],
      ['TARGET_LATENCY', '1.2'],
      ['DESIRED_RESPONSE_CODE', '200'],
    ]);
  });

  test('a bundle without a runbook gives its SLI as runbook path', async () => {
    const { body } = await get('/api/v1/collections/rw-public-codecollection/codebundles/http-latency');
    expect(body.runbook_path).toBe('codebundles/http-latency/sli.robot');
  });

  test('an unknown collection and an unknown bundle are told apart', async () => {
    const bundle = await get('/api/v1/collections/rw-cli-codecollection/codebundles/nope');
    expect(bundle.body.detail).toBe("Codebundle 'nope' not found in collection 'rw-cli-codecollection'");
    const collection = await get('/api/v1/collections/nope/codebundles/nope');
    expect(collection.body.detail).toBe("Collection 'nope' not found");
  });

  test('a final slash is redirected', async () => {
    expect((await get('/api/v1/codebundles/')).status).toBe(307);
  });
});
