/** What a token says about itself. Nothing is verified; the platform does that. */
export interface TokenFacts {
  kind: 'session JWT' | 'personal access token';
  /** For a JWT with an expiry; a personal access token does not show one. */
  expires?: Date;
}

export function tokenFacts(token: string): TokenFacts {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (payload === undefined) return { kind: 'personal access token' };
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return { kind: 'session JWT', ...(typeof exp === 'number' ? { expires: new Date(exp * 1000) } : {}) };
  } catch {
    return { kind: 'personal access token' };
  }
}
