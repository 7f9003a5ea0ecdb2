import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors/request-errors.ts';
import { answering } from './http-server.ts';
import { never, platformAt, rejection } from './test-platform.ts';

const signal = never;
const BUNDLE = { name: 'a', slug: 'a', tasks: ['one', { name: 'two', legacy: true }], slis: null };

describe('the registry', () => {
  test('tasks are titles, also where older rows hold objects', async () => {
    const server = await answering(200, { codebundles: [BUNDLE], total_count: 1 });
    const { bundles } = await platformAt(server.url).registry.search({ limit: 5 }, { signal });
    expect(bundles[0]!.tasks).toEqual(['one', 'two']);
  });

  test('tags go out as one comma list, and none at all where there are none', async () => {
    const server = await answering(200, { codebundles: [], total_count: 0 });
    const { registry } = platformAt(server.url);
    await registry.search({ search: 'a b', tags: ['EKS', 'AKS'], limit: 5 }, { signal });
    await registry.search({ tags: [], limit: 5 }, { signal });
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/api/v1/codebundles?search=a+b&limit=5&tags=EKS%2CAKS',
      '/api/v1/codebundles?limit=5',
    ]);
  });

  test('it gets no token', async () => {
    const server = await answering(200, []);
    await platformAt(server.url).registry.collections({ signal });
    expect(server.requests[0]!.headers.authorization).toBeUndefined();
  });

  test('behind an air gap nothing is sent', async () => {
    const server = await answering(200, []);
    const { registry } = platformAt(server.url, { airgap: true });
    expect(await rejection(registry.collections({ signal }))).toBeInstanceOf(Refused);
    expect(server.requests).toEqual([]);
  });
});
