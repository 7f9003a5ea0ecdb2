import { z } from 'zod';
import type { CallerCache } from './cache.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const user = anySpelling({
  id: z.number(),
  username: z.string().nullish(),
  email: z.string().nullish(),
  primaryEmail: z.string().nullish(),
  fullName: z.string().nullish(),
});

export type User = z.output<typeof user>;

/** The user's name for people to read; undefined where the platform has none. */
export function nameOf({ username, primaryEmail, email, fullName }: User): string | undefined {
  return username || primaryEmail || email || fullName || undefined;
}

export interface Users {
  /** The owner of the token, cached for five minutes. */
  whoami(options: CallOptions): Promise<User>;
}

const CACHE_TTL_MS = 5 * 60_000;

export function createUsers(request: Requester, cache: CallerCache): Users {
  return {
    whoami: ({ signal }) =>
      cache.get(
        'whoami',
        (shared) => request.json(user, { path: path`/api/v3/users/whoami`, signal: shared }),
        { ttlMs: CACHE_TTL_MS, signal },
      ),
  };
}
