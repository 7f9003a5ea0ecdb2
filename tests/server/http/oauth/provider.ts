import type { OAuthDiscoveryState, OAuthTokens } from '@modelcontextprotocol/client';
import { REDIRECT } from './bench.ts';

/** What an application keeps about its sign-in; both generations of the SDK take the same. */
export function newProvider() {
  const kept: {
    client?: never;
    tokens?: OAuthTokens;
    verifier?: string;
    url?: URL;
    found?: OAuthDiscoveryState;
  } = {};
  const provider = {
    kept,
    redirectUrl: REDIRECT,
    clientMetadata: { client_name: 'SDK client', redirect_uris: [REDIRECT] },
    clientInformation: () => kept.client,
    saveClientInformation: (client: unknown) => {
      kept.client = client as never;
    },
    tokens: () => kept.tokens as never,
    saveTokens: (tokens: unknown) => {
      kept.tokens = tokens as OAuthTokens;
    },
    redirectToAuthorization: (url: URL) => {
      kept.url = url;
    },
    saveCodeVerifier: (verifier: string) => {
      kept.verifier = verifier;
    },
    codeVerifier: () => kept.verifier ?? '',
    saveDiscoveryState: (found: OAuthDiscoveryState) => {
      kept.found = found;
    },
    discoveryState: () => kept.found,
  };
  return provider;
}
