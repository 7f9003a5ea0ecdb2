import { randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { User } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { KEY_ID } from './signing-keys.ts';

export interface IssuedTokens {
  /** RS256 JWT. */
  access: string;
  /** Good for one use. */
  refresh: string;
}

/** A new pair of tokens for a user. */
export async function issueTokens(world: World, user: User): Promise<IssuedTokens> {
  const refresh = randomBytes(32).toString('base64url');
  world.oauth.refreshTokens.set(refresh, user.email);
  return { access: await signAccessToken(world, user), refresh };
}

/** The user behind a refresh token, which is used up by it. */
export function redeemRefreshToken(world: World, refresh: string): User | undefined {
  const email = world.oauth.refreshTokens.get(refresh);
  world.oauth.refreshTokens.delete(refresh);
  return world.users.find((user) => user.email === email);
}

/** The user whom a bearer token stands for: a user's own token, or a JWT that was issued here and is still good. */
export async function userOfToken(world: World, token: string): Promise<User | undefined> {
  const owner = world.users.find((user) => user.token === token);
  if (owner || token.split('.').length !== 3) return owner;
  const { publicKey } = await world.oauth.keys();
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: ['RS256'],
      issuer: world.baseUrl,
      currentDate: world.now(),
    });
    return world.users.find((user) => String(user.id) === payload.sub);
  } catch {
    return undefined;
  }
}

async function signAccessToken(world: World, user: User): Promise<string> {
  const { privateKey } = await world.oauth.keys();
  const issuedAt = Math.floor(world.now().getTime() / 1000);
  return new SignJWT({ email: user.email })
    .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, typ: 'JWT' })
    .setIssuer(world.baseUrl)
    .setSubject(String(user.id))
    .setJti(randomBytes(8).toString('hex'))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + world.oauth.accessTokenSeconds)
    .sign(privateKey);
}
