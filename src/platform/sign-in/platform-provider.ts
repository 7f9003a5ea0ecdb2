import type { PooledFetch } from '../transport/pooled-fetch.ts';
import { createCodeFlow } from './code-flow.ts';
import type { ClientCredentials, PlatformTokens, SignInProvider } from './provider.ts';
import type { TokenReply } from './token-request.ts';

/** The only scopes that the platform's authorization server has; none of them limits a token. */
const SCOPE = 'openid profile email';

/** Signs people in with the platform's own authorization server: `/oauth/authorize` and `/oauth/token`. */
export function createPlatformProvider(
  apiUrl: string,
  client: ClientCredentials,
  fetch: PooledFetch,
): SignInProvider {
  const endpoint = {
    url: `${apiUrl}/oauth/token`,
    name: 'the platform’s token endpoint',
    settings: 'MCP_PAPI_OAUTH_CLIENT_ID and MCP_PAPI_OAUTH_CLIENT_SECRET',
    fetch,
  };
  return createCodeFlow({
    authorizeUrl: `${apiUrl}/oauth/authorize`,
    scope: SCOPE,
    client,
    tokenEndpoint: endpoint,
    platformTokens: tokensOf,
  });
}

function tokensOf({ access_token, expires_in, refresh_token }: TokenReply): PlatformTokens {
  return { accessToken: access_token, expiresIn: expires_in, refreshToken: refresh_token ?? undefined };
}
