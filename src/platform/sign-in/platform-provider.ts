import type { PooledFetch } from '../transport/pooled-fetch.ts';
import type { ClientCredentials, PlatformTokens, SignInProvider } from './provider.ts';
import { requestTokens, type TokenReply } from './token-request.ts';

/** The only scopes that the platform's authorization server has; none of them limits a token. */
const SCOPE = 'openid profile email';

/** Signs people in with the platform's own authorization server: `/oauth/authorize` and `/oauth/token`. */
export function createPlatformProvider(
  apiUrl: string,
  { clientId, clientSecret }: ClientCredentials,
  fetch: PooledFetch,
): SignInProvider {
  const endpoint = {
    url: `${apiUrl}/oauth/token`,
    name: 'the platform’s token endpoint',
    settings: 'MCP_PAPI_OAUTH_CLIENT_ID and MCP_PAPI_OAUTH_CLIENT_SECRET',
    fetch,
  };
  const client = { client_id: clientId, client_secret: clientSecret };
  return {
    authorizationUrl: ({ state, codeChallenge, redirectUri }) =>
      `${apiUrl}/oauth/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      })}`,
    redeem: async ({ code, codeVerifier, redirectUri, signal }) => {
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      const form = new URLSearchParams({ ...client, ...grant, code_verifier: codeVerifier });
      return tokensOf(await requestTokens(endpoint, form, signal));
    },
    refresh: async ({ refreshToken, signal }) => {
      const form = new URLSearchParams({
        ...client,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      const tokens = tokensOf(await requestTokens(endpoint, form, signal));
      return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    },
  };
}

function tokensOf({ access_token, expires_in, refresh_token }: TokenReply): PlatformTokens {
  return { accessToken: access_token, expiresIn: expires_in, refreshToken: refresh_token ?? undefined };
}
