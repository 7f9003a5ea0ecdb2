import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { isPlaceholder } from '../../../config/placeholder.ts';
import type { Config } from '../../../config/schema.ts';
import type { PlatformServices } from '../../../platform/services.ts';
import { createPooledFetch } from '../../../platform/transport/pooled-fetch.ts';
import type { TokenVerifier } from './token-verifier.ts';
import { createJwtVerifier } from './verify-jwt.ts';
import { createOpaqueTokenVerifier } from './verify-opaque-token.ts';

/** Longer than any token that the platform issues. */
const MAX_LENGTH = 8192;

/** `b64token` of RFC 6750. */
const TOKEN = /^[\w\-.~+/]+=*$/;

/**
 * JWTs are verified here, with the platform's keys; for any other token the platform is asked whose it is. What looks like a
 * JWT is never sent to the platform to find out.
 */
export function createTokenVerifier(config: Config, services: PlatformServices): TokenVerifier {
  const { apiUrl } = services.endpoints;
  const jwts = createJwtVerifier({
    keysUrl: `${apiUrl}/.well-known/jwks.json`,
    issuer: config.jwtIssuer ?? apiUrl,
    audience: config.jwtAudience,
    fetch: createPooledFetch(services.pools),
  });
  const others = createOpaqueTokenVerifier(services);
  return {
    verify: async (token, signal) => {
      const fault = faultOf(token);
      if (fault) throw new OAuthError(OAuthErrorCode.InvalidToken, fault);
      return looksLikeJwt(token) ? jwts.verify(token, signal) : others.verify(token, signal);
    },
  };
}

/** Why a token can be none, whoever is asked. */
function faultOf(token: string): string | undefined {
  if (isPlaceholder(token)) return 'The token is a placeholder that nobody replaced by a token.';
  if (token.length <= MAX_LENGTH && TOKEN.test(token)) return undefined;
  return 'The token has a form that no token of the platform has, such as one in quotes.';
}

/** Three parts, or a JSON object's beginning in base64: a truncated JWT counts as one, too. */
function looksLikeJwt(token: string): boolean {
  return token.startsWith('eyJ') || token.split('.').length === 3;
}
