import type { PooledFetch } from '../transport/pooled-fetch.ts';
import { createCodeFlow } from './code-flow.ts';
import type { ClientCredentials, PlatformTokens, SignInProvider } from './provider.ts';
import { requestTokens, type TokenReply } from './token-request.ts';

export interface Auth0Options extends ClientCredentials {
  /** Host name of the tenant, or its address with the scheme. */
  domain: string;
  audience: string | undefined;
}

/**
 * Signs people in with Auth0, as older installations do, and exchanges Auth0's token for the platform's
 * (`/api/v3/token/exchange/`). The refresh token kept is Auth0's, so each refresh asks Auth0 again.
 */
export function createAuth0Provider(
  apiUrl: string,
  { domain, audience, clientId, clientSecret }: Auth0Options,
  fetch: PooledFetch,
): SignInProvider {
  const origin = (/^https?:\/\//.test(domain) ? domain : `https://${domain}`).replace(/\/+$/, '');
  const auth0 = {
    url: `${origin}/oauth/token`,
    name: 'Auth0',
    settings: 'MCP_AUTH0_DOMAIN, MCP_AUTH0_CLIENT_ID and MCP_AUTH0_CLIENT_SECRET',
    fetch,
  };
  const platform = {
    url: `${apiUrl}/api/v3/token/exchange/`,
    name: 'the platform’s token exchange',
    settings: 'whether the platform is set up for Auth0',
    fetch,
  };
  async function exchanged(reply: TokenReply, signal: AbortSignal): Promise<PlatformTokens> {
    const subject = { subject_token: reply.access_token, subject_token_type: 'auth0' };
    const { access_token, expires_in } = await requestTokens(platform, subject, signal);
    return {
      accessToken: access_token,
      expiresIn: expires_in,
      refreshToken: reply.refresh_token ?? undefined,
    };
  }

  return createCodeFlow({
    authorizeUrl: `${origin}/authorize`,
    scope: 'openid profile email offline_access',
    audience,
    client: { clientId, clientSecret },
    tokenEndpoint: auth0,
    platformTokens: exchanged,
  });
}
