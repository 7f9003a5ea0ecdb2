import { z } from 'zod';
import type { CallerCache } from './cache.ts';
import { listOnce } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const codeCollection = anySpelling({
  name: z.string(),
  repoWebUrl: z.string().nullish(),
  spec: anySpelling({ repoUrl: z.string().nullish() }).nullish(),
});

export interface CodeCollection {
  name: string;
  /** Where the platform clones it from; null where the platform does not say. */
  repoUrl: string | null;
}

export interface CodeCollections {
  /** All collections that the platform has on record, cached for five minutes; a failure for one minute. */
  list(options: CallOptions): Promise<CodeCollection[]>;
}

const CACHE_TTL_MS = 5 * 60_000;
const FAILURE_TTL_MS = 60_000;

export function createCodeCollections(request: Requester, cache: CallerCache): CodeCollections {
  return {
    list: ({ signal }) =>
      cache.get('codecollections', (shared) => load(request, shared), {
        ttlMs: CACHE_TTL_MS,
        failureTtlMs: FAILURE_TTL_MS,
        signal,
      }),
  };
}

async function load(request: Requester, signal: AbortSignal): Promise<CodeCollection[]> {
  const { results } = await listOnce(request, codeCollection, {
    path: path`/api/v3/codecollections`,
    signal,
  });
  return results.map(({ name, repoWebUrl, spec }) => ({
    name,
    repoUrl: repoWebUrl || spec?.repoUrl || null,
  }));
}
