import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { type Client, fingerprint } from './client.ts';
import { invalidRequest } from './parameters.ts';
import { CODE_CHALLENGE } from './pkce.ts';
import { isNamedRedirect } from './redirect-uri.ts';
import type { SignIn } from './sign-in.ts';

/** A valid authorization request, in the form that is sealed into consent and state. */
export const authorizationRequest = z.object({
  /** Fingerprint of the client's id. */
  client: z.string(),
  redirectUri: z.string(),
  state: z.string().optional(),
  codeChallenge: z.string(),
  resource: z.string().optional(),
  /** Identifies the browser that it came from. */
  browser: z.string(),
});
export type AuthorizationRequest = z.output<typeof authorizationRequest>;

/** The client that asks, and the address for the answer. */
export interface Asker {
  client: Client;
  redirectUri: string;
}

/** The client and its address. Throws `OAuthError` if either is invalid: the browser is then sent nowhere. */
export async function askerOf(
  signIn: SignIn,
  parameters: Record<string, string>,
  signal: AbortSignal,
): Promise<Asker> {
  const { client_id, redirect_uri } = parameters;
  if (client_id === undefined) throw invalidRequest('client_id is missing.');
  const client = await signIn.clients.find(client_id, signal);
  if (redirect_uri === undefined || !isNamedRedirect(redirect_uri, client.redirectUris)) {
    throw invalidRequest('redirect_uri is not one of those that the client has registered.');
  }
  return { client, redirectUri: redirect_uri };
}

/** The rest of the request. Throws `OAuthError`, whose message the person sees. */
export function checkedRequest(
  signIn: SignIn,
  { client, redirectUri }: Asker,
  parameters: Record<string, string>,
): Omit<AuthorizationRequest, 'browser'> {
  const { response_type, code_challenge, code_challenge_method, resource, state } = parameters;
  if (response_type !== 'code') {
    throw new OAuthError(OAuthErrorCode.UnsupportedResponseType, 'response_type must be code.');
  }
  if (
    code_challenge === undefined ||
    code_challenge_method !== 'S256' ||
    !CODE_CHALLENGE.test(code_challenge)
  ) {
    throw invalidRequest('PKCE is required: code_challenge with code_challenge_method S256.');
  }
  if (resource !== undefined) checkResource(signIn, resource);
  return { client: fingerprint(client.id), redirectUri, state, codeChallenge: code_challenge, resource };
}

/** Throws `invalid_target` for a resource that is not this server (RFC 8707). */
export function checkResource({ resource, issuer }: SignIn, asked: string): void {
  const withoutSlash = URL.canParse(asked) ? new URL(asked).href.replace(/\/$/, '') : asked;
  if ([resource, issuer].includes(withoutSlash)) return;
  throw new OAuthError(OAuthErrorCode.InvalidTarget, `Tokens are given out for ${resource} only.`);
}
