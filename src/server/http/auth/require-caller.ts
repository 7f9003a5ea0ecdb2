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

/** What every refusal of a token says besides the reason. */
export interface Challenge {
  metadataUrl: string;
  /** How the caller gets a token that works. */
  advice: string;
}

/** For tokens of unknown expiry: long enough for a request to begin. */
const CHECKED_FOR_S = 60;

/**
 * The caller whose bearer token came with the request, or the answer that refuses it: 401 with the address of
 * the resource metadata, 503 where the token could not be checked.
 */
export async function requireCaller(
  request: Request,
  { verifier, challenge, log }: { verifier: TokenVerifier; challenge: Challenge; log: Logger },
): Promise<Authenticated | Response> {
  let caller: Caller | undefined;
  const verifyAccessToken = async (token: string): Promise<AuthInfo> => {
    caller = await verifier.verify(token, request.signal);
    const { subject, expiresAt = Math.floor(Date.now() / 1000) + CHECKED_FOR_S } = caller;
    return { token: caller.token, clientId: subject, scopes: [], expiresAt };
  };
  const credentials = request.headers.get('authorization')?.replace(/^(bearer) +/i, '$1 ');
  if (!/^bearer\b/i.test(credentials ?? '')) return withoutToken(challenge);
  if (!/^bearer [^ ]+$/i.test(credentials!)) return badToken(NOT_ONE_WORD, challenge);
  try {
    const authInfo = await verifyBearerToken(credentials!, {
      verifier: { verifyAccessToken },
      resourceMetadataUrl: challenge.metadataUrl,
    });
    return { caller: caller!, authInfo };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.info('caller_refused', { reason: message });
    if (!(error instanceof ToolError)) return badToken(message, challenge);
    return refusal(503, `The token could not be checked: ${message}`, { 'Retry-After': '5' });
  }
}

/** RFC 6750 §3.1: a request without credentials, or with those of another scheme, is told no error code. */
function withoutToken({ metadataUrl, advice }: Challenge): Response {
  const headers = { 'WWW-Authenticate': `Bearer resource_metadata="${metadataUrl}"` };
  return refusal(
    401,
    `A bearer token is needed. ${advice} A client that signs people in reads the address in WWW-Authenticate.`,
    headers,
  );
}

const NOT_ONE_WORD = 'The header is not Authorization: Bearer TOKEN, with the token as one word.';

function badToken(reason: string, { metadataUrl, advice }: Challenge): Response {
  const error = new OAuthError(OAuthErrorCode.InvalidToken, `${reason} ${advice}`);
  return bearerAuthChallengeResponse(error, { resourceMetadataUrl: metadataUrl });
}

/** The answer to a call whose token the platform refused while the tool ran. */
export const tokenRefusedByPlatform = (challenge: Challenge): Response =>
  badToken('The platform no longer accepts this token.', challenge);
