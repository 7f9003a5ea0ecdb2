import type { ClientCredentials, PlatformTokens, SignInProvider } from './provider.ts';
import { requestTokens, type TokenEndpoint, type TokenReply } from './token-request.ts';

interface CodeFlow {
  /** Where browsers are sent. */
  authorizeUrl: string;
  scope: string;
  audience?: string | undefined;
  client: ClientCredentials;
  tokenEndpoint: TokenEndpoint;
  /** The platform's tokens for those of the authorization server. */
  platformTokens(reply: TokenReply, signal: AbortSignal): PlatformTokens | Promise<PlatformTokens>;
}

/** Signing in by authorization code with PKCE; this server names itself in the form that it posts. */
export function createCodeFlow(flow: CodeFlow): SignInProvider {
  const { authorizeUrl, scope, audience, client, tokenEndpoint, platformTokens } = flow;
  const tokensFor = async (grant: Record<string, string>, signal: AbortSignal) => {
    const form = new URLSearchParams({
      client_id: client.clientId,
      client_secret: client.clientSecret,
      ...grant,
    });
    return platformTokens(await requestTokens(tokenEndpoint, form, signal), signal);
  };
  return {
    authorizationUrl: ({ state, codeChallenge, redirectUri }) =>
      `${authorizeUrl}?${new URLSearchParams({
        response_type: 'code',
        client_id: client.clientId,
        redirect_uri: redirectUri,
        scope,
        ...(audience === undefined ? {} : { audience }),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      })}`,
    redeem: ({ code, codeVerifier, redirectUri, signal }) =>
      tokensFor(
        { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: codeVerifier },
        signal,
      ),
    refresh: async ({ refreshToken, signal }) => {
      const tokens = await tokensFor({ grant_type: 'refresh_token', refresh_token: refreshToken }, signal);
      return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    },
  };
}
