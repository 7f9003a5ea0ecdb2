import { randomUUID } from 'node:crypto';
import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { Forbidden, Unauthorized } from '../../../errors/platform-errors.ts';
import { type CallerCache, createCache } from '../../../platform/cache.ts';
import type { PlatformServices } from '../../../platform/services.ts';
import { createRequester } from '../../../platform/transport/create-requester.ts';
import { createUsers } from '../../../platform/users.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** How long an answer about a token is good, a negative one too: a revoked token may be used that much longer. */
const GOOD_FOR_MS = 60_000;
/** A flood of made-up tokens fills this cache only, not the one that tools use. */
const MAX_TOKENS = 5000;

const UNCACHED: CallerCache = {
  get: (_key, load, { signal }) => load(signal),
  forget: () => {},
};

/** Asks the platform whose a token is (`whoami`), at most once a minute for each token. */
export function createOpaqueTokenVerifier(services: PlatformServices): TokenVerifier {
  const verdicts = createCache(MAX_TOKENS);
  return {
    verify: async (token, signal) => {
      const verdict = await verdicts
        .forCaller(token)
        .get('whoami', (shared) => ask(services, token, shared), { ttlMs: GOOD_FOR_MS, signal });
      if (verdict === null) {
        throw new OAuthError(
          OAuthErrorCode.InvalidToken,
          'The platform does not know this token, or it has expired.',
        );
      }
      return { token, ...verdict };
    },
  };
}

/** The token's user; null where the platform refuses the token. Other failures are thrown, and not remembered. */
async function ask(services: PlatformServices, token: string, signal: AbortSignal) {
  const { endpoints, pools, version } = services;
  const trace = { version, toolName: 'whoami', requestId: randomUUID() };
  const users = createUsers(createRequester({ endpoints, pools, token, trace }), UNCACHED);
  try {
    const { id } = await users.whoami({ signal });
    return { subject: `user:${id}` };
  } catch (error) {
    if (error instanceof Unauthorized || error instanceof Forbidden) return null;
    throw error;
  }
}
