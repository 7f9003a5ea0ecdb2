import { randomUUID } from 'node:crypto';
import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { BOUNDS } from '../../../config/bounds.ts';
import { Forbidden, RateLimited, Unauthorized } from '../../../errors/platform-errors.ts';
import { type CallerCache, cacheId, createCache } from '../../../platform/cache.ts';
import { createGate } from '../../../platform/gate.ts';
import type { PlatformServices } from '../../../platform/services.ts';
import { createRequester } from '../../../platform/transport/create-requester.ts';
import { createUsers, nameOf } from '../../../platform/users.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** How long an answer about a token is reused, a negative one too: a revoked token may work for that much longer. */
const GOOD_FOR_MS = 60_000;
/** A flood of made-up tokens fills only this cache, not the one that tools use. */
const MAX_TOKENS = 5000;

const UNCACHED: CallerCache = {
  get: (_key, load, { signal }) => load(signal),
  has: () => false,
  forget: () => {},
};

/**
 * Asks the platform whose a token is (`whoami`), at most once a minute for each token. Only a few are asked about at a time,
 * on connections of their own, so that made-up tokens hold nobody up; throws `RateLimited` where too many are waiting.
 * Tokens that were good before have a queue of their own.
 */
export function createOpaqueTokenVerifier(services: PlatformServices): TokenVerifier {
  const verdicts = createCache(MAX_TOKENS);
  const wasGood = new Set<string>();
  const [strangers, known] = [checkGate(), checkGate()];
  const check = async (token: string, signal: AbortSignal) => {
    const id = cacheId(token, 'whoami');
    const leave = await (wasGood.has(id) ? known : strangers).enter(signal);
    if (!leave) throw tooManyChecks();
    try {
      const verdict = await ask(services, token, signal);
      wasGood.delete(id);
      if (verdict) wasGood.add(id);
      if (wasGood.size > MAX_TOKENS) wasGood.delete(wasGood.values().next().value!);
      return verdict;
    } finally {
      leave();
    }
  };
  return {
    verify: async (token, signal) => {
      const verdict = await verdicts
        .forCaller(token)
        .get('whoami', (shared) => check(token, shared), { ttlMs: GOOD_FOR_MS, signal });
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

const checkGate = () => createGate(BOUNDS.tokenChecks.limit, BOUNDS.waitingTokenChecks.limit);

function tooManyChecks(): RateLimited {
  return new RateLimited('Too many tokens are being checked at this moment.', {
    hint: 'Send the request again.',
  });
}

/** The token's user; null where the platform rejects the token. Other failures are thrown, and not remembered. */
async function ask(services: PlatformServices, token: string, signal: AbortSignal) {
  const { endpoints, pools, version } = services;
  const trace = { version, toolName: 'whoami', requestId: randomUUID() };
  const users = createUsers(createRequester({ endpoints, pools, token, trace, lane: 'checks' }), UNCACHED);
  try {
    const user = await users.whoami({ signal });
    return { subject: `user:${user.id}`, name: nameOf(user) };
  } catch (error) {
    if (error instanceof Unauthorized || error instanceof Forbidden) return null;
    throw error;
  }
}
