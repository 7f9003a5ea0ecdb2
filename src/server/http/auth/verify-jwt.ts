import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { createRemoteJWKSet, customFetch, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { Unavailable } from '../../../errors/platform-errors.ts';
import type { PooledFetch } from '../../../platform/transport/pooled-fetch.ts';
import type { Caller, TokenVerifier } from './token-verifier.ts';

export interface JwtOptions {
  /** Where the platform's keys are published, e.g. `https://papi.example.com/.well-known/jwks.json`. */
  keysUrl: string;
  issuer: string;
  audience: string | undefined;
  fetch: PooledFetch;
}

/** Keys are fetched again after this time, and earlier for an unknown key id. */
const KEYS_GOOD_FOR_MS = 10 * 60_000;
/** Shortest time between two fetches because of unknown key ids. */
const KEYS_COOLDOWN_MS = 30_000;
const CLOCK_TOLERANCE_S = 5;

/** Errors about fetching the keys; every other error of the library is about the token. */
const KEY_TROUBLE = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/** Verifies RS256 tokens with the platform's published keys. No other algorithm is ever looked at. */
export function createJwtVerifier({ keysUrl, issuer, audience, fetch }: JwtOptions): TokenVerifier {
  const keys = createRemoteJWKSet(new URL(keysUrl), {
    cacheMaxAge: KEYS_GOOD_FOR_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    [customFetch]: fetch,
  });
  return {
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms: ['RS256'],
          // Some authorization servers end their name with a slash.
          issuer: [issuer, `${issuer}/`],
          audience,
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_S,
        });
        return callerOf(token, payload);
      } catch (error) {
        throw refusal(error, token, issuer);
      }
    },
  };
}

/** The user of a token, by the claim that the platform's tokens have; without one, nobody. */
function callerOf(token: string, { sub, user_id, exp }: JWTPayload): Caller {
  const user = sub ?? user_id;
  if (typeof user !== 'string' && typeof user !== 'number') {
    throw new OAuthError(OAuthErrorCode.InvalidToken, 'The token names no user.');
  }
  return { token, subject: `jwt:${user}`, expiresAt: exp };
}

function refusal(error: unknown, token: string, issuer: string): Error {
  if (error instanceof OAuthError) return error;
  if (error instanceof errors.JOSEError && !KEY_TROUBLE.has(error.code)) {
    return new OAuthError(OAuthErrorCode.InvalidToken, reasonOf(error, token, issuer));
  }
  return new Unavailable(
    "The platform's signing keys could not be fetched, so no session token can be checked.",
    {
      hint: 'Try again in a moment.',
      cause: error,
    },
  );
}

/**
 * Says what a caller can act on. Its own words, though unverified, tell a token that is old or of another platform; what else is
 * wrong with a forged one is not explained.
 */
function reasonOf(error: errors.JOSEError, token: string, issuer: string): string {
  const { exp, iss } = claimsOf(token);
  if (typeof exp === 'number' && exp * 1000 < Date.now()) return 'The token has expired.';
  if (typeof iss === 'string' && iss.replace(/\/$/, '') !== issuer) {
    return `The token is of another platform. This server takes tokens of ${issuer}.`;
  }
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's ${error.claim} claim does not fit.`;
  return 'The token is not valid.';
}

function claimsOf(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}
