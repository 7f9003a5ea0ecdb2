/** Who makes a request, once the token is known to be good. */
export interface Caller {
  /** The token for requests to the platform. Never logged. */
  token: string;
  /** Identifies the caller, such as `user:11`: the same for all of one user's tokens of one kind. */
  subject: string;
  /** The name under which the platform knows the user, if checking the token told it. */
  name?: string;
  /** When the token must be checked again, in seconds since the epoch. */
  expiresAt?: number;
}

/** Finds out whose token it is. */
export interface TokenVerifier {
  /** Throws `OAuthError` with `InvalidToken` for a bad token, and the platform's errors where that could not be found out. */
  verify(token: string, signal: AbortSignal): Promise<Caller>;
}
