import { describe, expect, it } from 'vitest';
import { cacheId, createCache } from '../../src/platform/cache.ts';
import { never } from './test-platform.ts';

const options = { ttlMs: 60_000, signal: never };

/** A loader that counts its calls. */
function counting<Value>(give: (call: number) => Value) {
  const loader = Object.assign(
    async () => {
      loader.calls += 1;
      return give(loader.calls);
    },
    { calls: 0 },
  );
  return loader;
}

function failing(): never {
  throw new Error('no');
}

describe('the cache', () => {
  it('loads a value once', async () => {
    const cache = createCache().forCaller('token');
    const load = counting((call) => call);
    expect([await cache.get('key', load, options), await cache.get('key', load, options)]).toEqual([1, 1]);
  });

  it('shares one load among those who ask at the same time', async () => {
    const cache = createCache().forCaller('token');
    const load = counting((call) => call);
    const values = await Promise.all([1, 2, 3].map(() => cache.get('key', load, options)));
    expect(values).toEqual([1, 1, 1]);
  });

  it('loads again when the time is over', async () => {
    const cache = createCache().forCaller('token');
    const load = counting((call) => call);
    await cache.get('key', load, { ...options, ttlMs: 0 });
    expect(await cache.get('key', load, options)).toBe(2);
  });

  it('loads again after it was told to forget', async () => {
    const cache = createCache().forCaller('token');
    const load = counting((call) => call);
    await cache.get('key', load, options);
    cache.forget('key');
    expect(await cache.get('key', load, options)).toBe(2);
  });

  it('shows no caller what another loaded', async () => {
    const cache = createCache();
    await cache.forCaller('one').get('key', async () => 'of one', options);
    expect(await cache.forCaller('two').get('key', async () => 'of two', options)).toBe('of two');
  });

  it('forgets failures', async () => {
    const cache = createCache().forCaller('token');
    await expect(cache.get('key', counting(failing), options)).rejects.toThrow('no');
    expect(await cache.get('key', async () => 'value', options)).toBe('value');
  });

  it('remembers failures where it is asked to', async () => {
    const cache = createCache().forCaller('token');
    const load = counting(failing);
    const remembering = { ...options, failureTtlMs: 60_000 };
    await expect(cache.get('key', load, remembering)).rejects.toThrow('no');
    await expect(cache.get('key', load, remembering)).rejects.toThrow('no');
    expect(load.calls).toBe(1);
  });

  it('drops the oldest entry once it is full', async () => {
    const cache = createCache(2).forCaller('token');
    const load = counting((call) => call);
    for (const key of ['a', 'b', 'c']) await cache.get(key, load, options);
    await cache.get('c', load, options);
    expect(load.calls).toBe(3);
    await cache.get('a', load, options);
    expect(load.calls).toBe(4);
  });

  it('lets one caller give up without costing another the value', async () => {
    const cache = createCache().forCaller('token');
    const impatient = new AbortController();
    const load = () => new Promise<string>((resolve) => setTimeout(resolve, 20, 'value'));
    const first = cache.get('key', load, { ...options, signal: impatient.signal });
    const second = cache.get('key', load, options);
    impatient.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect(await second).toBe('value');
  });

  it('ends a load that nobody waits for any more, and loads anew for the next', async () => {
    const cache = createCache().forCaller('token');
    const caller = new AbortController();
    let ended: AbortSignal | undefined;
    const load = (signal: AbortSignal) => {
      ended = signal;
      return new Promise<string>(() => {});
    };
    const value = cache.get('key', load, { ...options, signal: caller.signal });
    caller.abort();
    await expect(value).rejects.toMatchObject({ code: 'cancelled' });
    expect(ended!.aborted).toBe(true);
    expect(await cache.get('key', async () => 'value', options)).toBe('value');
  });
});

describe('cacheId', () => {
  it('is stable for a token, differs between tokens, ends in the key and does not hold the token', () => {
    const id = cacheId('some-token', 'codecollections:name');
    expect(id).toBe(cacheId('some-token', 'codecollections:name'));
    expect(id).not.toBe(cacheId('other-token', 'codecollections:name'));
    expect(id).toMatch(/:name$/);
    expect(id).not.toContain('some-token');
  });
});
