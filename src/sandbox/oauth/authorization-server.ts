import { randomBytes } from 'node:crypto';
import { type SigningKeys, signingKeys } from './signing-keys.ts';

export interface OAuthOptions {
  /** The one client that the platform knows. */
  clientId?: string;
  /** A new one each time where it is left out. */
  clientSecret?: string;
  /** Addresses that codes may be sent to, compared exactly. None where it is left out. */
  redirectUris?: string[];
  accessTokenSeconds?: number;
}

/** The platform's authorization server: its one client, and what it has issued. */
export interface AuthorizationServer {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  accessTokenSeconds: number;
  /** Codes that have not been redeemed. */
  codes: Map<string, Grant>;
  /** Email of the user behind each refresh token that has not been used. */
  refreshTokens: Map<string, string>;
  /** Email of the user behind each Auth0 token that is known; undefined where Auth0 is not set up. */
  auth0Tokens: Map<string, string> | undefined;
  /** Made on first use. */
  keys(): Promise<SigningKeys>;
}

/** What a code was issued for. */
export interface Grant {
  email: string;
  redirectUri: string;
  /** S256; '' where the client sent none. */
  codeChallenge: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

const ACCESS_TOKEN_SECONDS = 3600;

export function createAuthorizationServer(options: OAuthOptions = {}): AuthorizationServer {
  return {
    clientId: options.clientId ?? 'runwhen-mcp',
    clientSecret: options.clientSecret ?? randomBytes(24).toString('base64url'),
    redirectUris: [...(options.redirectUris ?? [])],
    accessTokenSeconds: options.accessTokenSeconds ?? ACCESS_TOKEN_SECONDS,
    codes: new Map(),
    refreshTokens: new Map(),
    auth0Tokens: undefined,
    keys: signingKeys,
  };
}
