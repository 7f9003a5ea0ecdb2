import type { PooledFetch } from '../transport/pooled-fetch.ts';
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
  const client = { client_id: clientId, client_secret: clientSecret };

  async function exchanged(reply: TokenReply, signal: AbortSignal): Promise<PlatformTokens> {
    const subject = { subject_token: reply.access_token, subject_token_type: 'auth0' };
    const { access_token, expires_in } = await requestTokens(platform, subject, signal);
    return {
      accessToken: access_token,
      expiresIn: expires_in,
      refreshToken: reply.refresh_token ?? undefined,
    };
  }

  return {
    authorizationUrl: ({ state, codeChallenge, redirectUri }) =>
      `${origin}/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid profile email offline_access',
        ...(audience === undefined ? {} : { audience }),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      })}`,
    redeem: async ({ code, codeVerifier, redirectUri, signal }) => {
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      const form = new URLSearchParams({ ...client, ...grant, code_verifier: codeVerifier });
      return exchanged(await requestTokens(auth0, form, signal), signal);
    },
    refresh: async ({ refreshToken, signal }) => {
      const form = new URLSearchParams({
        ...client,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
      const tokens = await exchanged(await requestTokens(auth0, form, signal), signal);
      return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    },
  };
}
