import { createHash } from 'node:crypto';
import { Cancelled } from '../errors/platform-errors.ts';
import { onAbort } from './abort.ts';

export interface CacheOptions {
  /** How long a loaded value may be used. */
  ttlMs: number;
  /** How long a failure is kept and thrown again; failures are not kept when this is left out. */
  failureTtlMs?: number;
  /** The caller's signal. When it is aborted, the load goes on for others who wait for it. */
  signal: AbortSignal;
}

/** One caller's part of the process-wide cache, found by the token. */
export interface CallerCache {
  /** The cached value, or the result of `load`; callers that ask at the same time share one load. */
  get<Value>(
    key: string,
    load: (signal: AbortSignal) => Promise<Value>,
    options: CacheOptions,
  ): Promise<Value>;
  /** True where the value is in the cache, so that `get` returns at once. */
  has(key: string): boolean;
  /** Makes the next `get` load again. */
  forget(key: string): void;
}

/** The cached values of all callers; each can be read only with the token that it was loaded with. */
export interface Cache {
  forCaller(token: string): CallerCache;
}

interface Entry {
  value: Promise<unknown>;
  /** Infinite while it loads. */
  expiresAt: number;
  /** How many callers are still waiting. */
  waiting: number;
  load: AbortController;
}

/** A cache that drops its oldest entry once there are more than `maxEntries`. */
export function createCache(maxEntries = 500): Cache {
  const entries = new Map<string, Entry>();
  return {
    forCaller: (token) => ({
      get: <Value>(key: string, load: (signal: AbortSignal) => Promise<Value>, options: CacheOptions) => {
        if (options.signal.aborted) return Promise.reject(callerCancelled());
        const id = cacheId(token, key);
        const entry = fresh(entries, id) ?? start(entries, id, load, options);
        if (entries.size > maxEntries) entries.delete(entries.keys().next().value!);
        return wait(entries, id, entry, options.signal) as Promise<Value>;
      },
      has: (key) => {
        const entry = fresh(entries, cacheId(token, key));
        return entry !== undefined && entry.expiresAt !== Number.POSITIVE_INFINITY;
      },
      forget: (key) => entries.delete(cacheId(token, key)),
    }),
  };
}

/** Distinguishes callers without keeping their tokens. */
export function cacheId(token: string, key: string): string {
  return `${createHash('sha256').update(token).digest('hex')}:${key}`;
}

function fresh(entries: Map<string, Entry>, id: string): Entry | undefined {
  const entry = entries.get(id);
  return entry && entry.expiresAt > Date.now() ? entry : undefined;
}

function start(
  entries: Map<string, Entry>,
  id: string,
  load: (signal: AbortSignal) => Promise<unknown>,
  { ttlMs, failureTtlMs = 0 }: CacheOptions,
): Entry {
  const controller = new AbortController();
  const value = load(controller.signal);
  const entry: Entry = { value, expiresAt: Number.POSITIVE_INFINITY, waiting: 0, load: controller };
  entries.delete(id);
  entries.set(id, entry);
  value.then(
    () => {
      entry.expiresAt = Date.now() + ttlMs;
    },
    () => {
      entry.expiresAt = Date.now() + failureTtlMs;
    },
  );
  return entry;
}

/** Waits for a load that others may share; it is aborted once nobody is waiting any more. */
function wait(entries: Map<string, Entry>, id: string, entry: Entry, signal: AbortSignal): Promise<unknown> {
  entry.waiting += 1;
  return new Promise((resolve, reject) => {
    const removeListener = onAbort(signal, () => {
      reject(callerCancelled());
      entry.waiting -= 1;
      if (entry.waiting > 0 || entry.expiresAt !== Number.POSITIVE_INFINITY) return;
      entry.load.abort();
      if (entries.get(id) === entry) entries.delete(id);
    });
    entry.value.then(resolve, reject).finally(removeListener);
  });
}

function callerCancelled(): Cancelled {
  return new Cancelled('Cancelled while waiting for the platform.', {
    hint: 'Call again if it is still needed.',
  });
}
