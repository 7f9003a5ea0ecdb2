import type { AuthorizationRequest } from './authorization-request.ts';
import type { SignIn } from './sign-in.ts';

/** The client's address with the outcome, the client's state and the issuer (RFC 9207). */
export function clientAnswerUrl(
  { issuer }: SignIn,
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  outcome: Record<string, string>,
): string {
  const url = new URL(redirectUri);
  const answer = { ...outcome, ...(state === undefined ? {} : { state }), iss: issuer };
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return url.href;
}
