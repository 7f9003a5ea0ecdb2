import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import { z } from 'zod';
import { NotConfigured, Unauthorized } from '../../../errors/platform-errors.ts';
import { ToolError } from '../../../errors/tool-error.ts';
import type { PlatformTokens } from '../../../platform/sign-in/provider.ts';
import type { HttpApp } from '../app-parts.ts';
import { checkResource } from './authorization-request.ts';
import { codeContent } from './callback.ts';
import { fingerprint } from './client.ts';
import { formParameters, invalidRequest } from './parameters.ts';
import { fitsChallenge } from './pkce.ts';
import { refusal } from './refusal.ts';
import { REFRESH_LIFETIME_S, type SignIn } from './sign-in.ts';

const refreshContent = z.object({
  /** Fingerprint of the client's id. */
  client: z.string(),
  providerToken: z.string(),
});

/** Callers share this request, so a caller that leaves does not end it. */
const REFRESH_WITHIN_MS = 30_000;

type Parameters = Record<string, string>;

/**
 * `/token`: gives the platform's tokens for a code or a refresh token. The access token is the platform's own JWT, which
 * every copy can verify with the platform's keys; the refresh token is sealed for one client.
 */
export function tokenRoutes(app: HttpApp, signIn: SignIn): void {
  app.post('/token', async (c) => {
    try {
      return await grant(c, signIn, await formParameters(c));
    } catch (error) {
      return refusal(refusedGrant(error, signIn));
    }
  });
}

async function grant(c: Context, signIn: SignIn, parameters: Parameters): Promise<Response> {
  const { grant_type, client_id, resource } = parameters;
  if (client_id === undefined) throw invalidRequest('client_id is missing.');
  if (grant_type === undefined) throw invalidRequest('grant_type is missing.');
  const { signal } = c.req.raw;
  await signIn.clients.find(client_id, signal);
  if (resource !== undefined) checkResource(signIn, resource);
  const client = fingerprint(client_id);
  if (grant_type === 'authorization_code') {
    return answer(signIn, client, await redeemCode(signIn, client, parameters, signal));
  }
  if (grant_type !== 'refresh_token') {
    throw new OAuthError(OAuthErrorCode.UnsupportedGrantType, `${grant_type} is not supported.`);
  }
  return answer(signIn, client, await refresh(signIn, client, parameters));
}

async function redeemCode(
  signIn: SignIn,
  client: string,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<PlatformTokens> {
  const { code = '', redirect_uri, code_verifier = '' } = parameters;
  const content = await signIn.sealer.unseal('code', codeContent, code);
  if (!content) throw invalidGrant('The code is not valid, or it has expired.');
  if (content.client !== client) throw invalidGrant('The code was issued to another client.');
  if (content.redirectUri !== redirect_uri)
    throw invalidGrant('redirect_uri is not the one that the code was sent to.');
  if (!fitsChallenge(code_verifier, content.codeChallenge))
    throw invalidGrant('code_verifier does not fit the code.');
  const { providerCode, providerVerifier } = content;
  if (!signIn.usedCodes.use(providerCode)) throw invalidGrant('The code has been used.');
  return signIn.provider.redeem({
    code: providerCode,
    codeVerifier: providerVerifier,
    redirectUri: signIn.callbackUrl,
    signal,
  });
}

async function refresh(
  signIn: SignIn,
  client: string,
  { refresh_token = '' }: Parameters,
): Promise<PlatformTokens> {
  const content = await signIn.sealer.unseal('refresh', refreshContent, refresh_token);
  if (!content) throw invalidGrant('The refresh token is not valid, or it has expired.');
  if (content.client !== client) throw invalidGrant('The refresh token was issued to another client.');
  return signIn.refreshes.share(content.providerToken, () =>
    signIn.provider.refresh({
      refreshToken: content.providerToken,
      signal: AbortSignal.timeout(REFRESH_WITHIN_MS),
    }),
  );
}

async function answer(signIn: SignIn, client: string, tokens: PlatformTokens): Promise<Response> {
  const { accessToken, expiresIn, refreshToken } = tokens;
  const sealed =
    refreshToken &&
    (await signIn.sealer.seal('refresh', { client, providerToken: refreshToken }, REFRESH_LIFETIME_S));
  const body = {
    access_token: accessToken,
    token_type: 'Bearer',
    ...(expiresIn === undefined ? {} : { expires_in: expiresIn }),
    ...(sealed ? { refresh_token: sealed } : {}),
  };
  return Response.json(body, { headers: { 'Cache-Control': 'no-store' } });
}

/** The error for the client; what only the operator can mend is logged. */
function refusedGrant(error: unknown, { log }: SignIn): OAuthError {
  if (error instanceof OAuthError) return error;
  if (!(error instanceof ToolError)) throw error;
  if (error instanceof Unauthorized)
    return invalidGrant('The platform does not accept it any more; sign in again.');
  log.error('sign_in_failed', { code: error.code, error: error.message, hint: error.hint });
  if (error instanceof NotConfigured) {
    return new OAuthError(
      OAuthErrorCode.ServerError,
      'The platform does not accept this server as a client.',
    );
  }
  return new OAuthError(OAuthErrorCode.TemporarilyUnavailable, 'The platform could not be asked; try again.');
}

function invalidGrant(message: string): OAuthError {
  return new OAuthError(OAuthErrorCode.InvalidGrant, message);
}
