import type { CallOptions } from '../request.ts';

/** The credentials of somebody who has signed in. */
export interface PlatformTokens {
  /** The platform's JWT. */
  accessToken: string;
  /** Lifetime in seconds, where it is known. */
  expiresIn?: number;
  /** The argument of `refresh`; absent where signing in again is the only way. */
  refreshToken?: string;
}

/**
 * Where people sign in, with this server as its client (authorization code with PKCE). Its methods throw `Unauthorized` for
 * an invalid code or refresh token, `NotConfigured` where the client's own credentials are rejected, and the other platform
 * errors where no answer came.
 */
export interface SignInProvider {
  /** Where to send the browser. */
  authorizationUrl(request: { state: string; codeChallenge: string; redirectUri: string }): string;
  redeem(
    grant: { code: string; codeVerifier: string; redirectUri: string } & CallOptions,
  ): Promise<PlatformTokens>;
  refresh(grant: { refreshToken: string } & CallOptions): Promise<PlatformTokens>;
}

/** This server as a client of an authorization server. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}
