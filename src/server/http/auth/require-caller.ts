import {
  type AuthInfo,
  bearerAuthChallengeResponse,
  OAuthError,
  OAuthErrorCode,
  verifyBearerToken,
} from '@modelcontextprotocol/server';
import { ToolError } from '../../../errors/tool-error.ts';
import type { Logger } from '../../../log/logger.ts';
import { refusal } from '../refusal.ts';
import type { Caller, TokenVerifier } from './token-verifier.ts';

/** A request that may be served, and its caller. */
export interface Authenticated {
  caller: Caller;
  /** The same in the form that the SDK takes. */
  authInfo: AuthInfo;
}

/** Ends every refusal of a token: what the caller can do. */
const CURE = 'Get a new one (RunWhen, Profile, Personal Tokens), or sign in again.';

/** For tokens of unknown expiry: long enough for a request to begin. */
const CHECKED_FOR_S = 60;

/**
 * The caller whose bearer token came with the request, or the answer that refuses it: 401 with the address of
 * the resource metadata, 503 where the token could not be checked.
 */
export async function requireCaller(
  request: Request,
  { verifier, metadataUrl, log }: { verifier: TokenVerifier; metadataUrl: string; log: Logger },
): Promise<Authenticated | Response> {
  let caller: Caller | undefined;
  const verifyAccessToken = async (token: string): Promise<AuthInfo> => {
    caller = await verifier.verify(token, request.signal);
    const { subject, expiresAt = Math.floor(Date.now() / 1000) + CHECKED_FOR_S } = caller;
    return { token: caller.token, clientId: subject, scopes: [], expiresAt };
  };
  const credentials = request.headers.get('authorization')?.replace(/^(bearer) +/i, '$1 ');
  if (!/^bearer\b/i.test(credentials ?? '')) return withoutToken(metadataUrl);
  if (!/^bearer [^ ]+$/i.test(credentials!)) return badToken(NOT_ONE_WORD, metadataUrl);
  try {
    const authInfo = await verifyBearerToken(credentials!, {
      verifier: { verifyAccessToken },
      resourceMetadataUrl: metadataUrl,
    });
    return { caller: caller!, authInfo };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.info('caller_refused', { reason: message });
    if (!(error instanceof ToolError)) return badToken(message, metadataUrl);
    return refusal(503, `The token could not be checked: ${message}`, { 'Retry-After': '5' });
  }
}

/** RFC 6750 §3.1: a request without credentials, or with those of another scheme, is told no error code. */
function withoutToken(metadataUrl: string): Response {
  const headers = { 'WWW-Authenticate': `Bearer resource_metadata="${metadataUrl}"` };
  return refusal(
    401,
    'A bearer token is needed; the address in WWW-Authenticate says where to get one.',
    headers,
  );
}

const NOT_ONE_WORD = 'The header is not Authorization: Bearer TOKEN, with the token as one word.';

function badToken(reason: string, metadataUrl: string): Response {
  const error = new OAuthError(OAuthErrorCode.InvalidToken, `${reason} ${CURE}`);
  return bearerAuthChallengeResponse(error, { resourceMetadataUrl: metadataUrl });
}

/** The answer to a call whose token the platform refused while the tool ran. */
export const tokenRefusedByPlatform = (metadataUrl: string): Response =>
  badToken('The platform no longer accepts this token.', metadataUrl);
