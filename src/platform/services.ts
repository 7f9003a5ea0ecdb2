import { type Cache, createCache } from './cache.ts';
import type { PlatformEndpoints } from './endpoints.ts';
import { createPools, type Pools } from './transport/pool.ts';

/** What all callers of one process share. */
export interface PlatformServices {
  endpoints: PlatformEndpoints;
  /** Version of this package, for `User-Agent`. */
  version: string;
  pools: Pools;
  cache: Cache;
  /** Closes every connection, for shutdown. */
  close(): Promise<void>;
}

/** Opens nothing: connections are made with the first call. */
export function createServices(endpoints: PlatformEndpoints, version: string): PlatformServices {
  const pools = createPools(endpoints.proxy);
  return { endpoints, version, pools, cache: createCache(), close: () => pools.close() };
}
