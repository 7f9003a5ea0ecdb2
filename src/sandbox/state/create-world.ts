import { createAuthorizationServer } from '../oauth/authorization-server.ts';
import { seedWorld } from '../seed/index.ts';
import type { World, WorldOptions } from './world.ts';

/** Makes a seeded world: the same one for the same clock and options, but for tokens and signatures. */
export function createWorld(options: WorldOptions = {}): World {
  const now = options.now ?? (() => new Date());
  const started = now();
  let clock = () => started;
  let lastId = 1000;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  const ending = new AbortController();
  const working = new Set<Promise<unknown>>();
  const world: World = {
    users: [],
    workspaces: new Map(),
    codeCollections: [],
    artifacts: new Map(),
    chatSessions: new Map(),
    oauth: createAuthorizationServer(options.oauth),
    executeScripts: options.executeScripts ?? true,
    legacyLocations: options.legacyLocations ?? true,
    baseUrl: options.baseUrl ?? '',
    ended: ending.signal,
    async end() {
      ending.abort(new Error('The sandbox has closed.'));
      await Promise.all(working);
    },
    background(work) {
      working.add(work);
      void work.finally(() => working.delete(work));
    },
    now: () => clock(),
    timestamp: (secondsAgo = 0) => new Date(clock().getTime() - secondsAgo * 1000).toISOString(),
    nextId,
    nextUuid: () => `5a4db0c5-0000-4000-8000-${nextId().toString(16).padStart(12, '0')}`,
  };
  seedWorld(world, options.slxs ?? 0);
  clock = now;
  return world;
}
