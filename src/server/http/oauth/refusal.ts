import { type OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';

const STATUS: Record<string, number> = {
  [OAuthErrorCode.InvalidClient]: 401,
  [OAuthErrorCode.ServerError]: 500,
  [OAuthErrorCode.TemporarilyUnavailable]: 503,
};

/** An error in the form of the endpoints that programs call (RFC 6749 §5.2). */
export function refusal(error: OAuthError): Response {
  return Response.json(error.toResponseObject(), {
    status: STATUS[error.code] ?? 400,
    headers: { 'Cache-Control': 'no-store' },
  });
}
