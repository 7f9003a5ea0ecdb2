/** Who is behind a request, once the token is known to be good. */
export interface Caller {
  /** What the platform is called with. Never logged. */
  token: string;
  /** Tells callers apart, such as `user:11`; the same for all tokens of one user of one kind. */
  subject: string;
  /** The user's own name for the platform, where checking the token told it. */
  name?: string;
  /** When the token must be looked at again, in seconds since the epoch. */
  expiresAt?: number;
}

/** Says whose token it is. */
export interface TokenVerifier {
  /**
   * Throws `OAuthError` with `InvalidToken` for a token that is not good, and the errors of the platform where
   * that could not be found out.
   */
  verify(token: string, signal: AbortSignal): Promise<Caller>;
}
