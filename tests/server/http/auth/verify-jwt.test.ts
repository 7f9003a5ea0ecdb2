import { describe, expect, test } from 'vitest';
import { Unavailable } from '../../../../src/errors/platform-errors.ts';
import type { PooledFetch } from '../../../../src/platform/transport/pooled-fetch.ts';
import { createJwtVerifier } from '../../../../src/server/http/auth/verify-jwt.ts';
import { keyPair, startKeyPlatform } from '../key-platform.ts';

const { signal } = new AbortController();

/** A verifier that gets the platform's keys through a connection of its own, and the platform that signs. */
async function verifierOf(answer?: () => Promise<Response>) {
  const platform = await startKeyPlatform();
  const fetched: string[] = [];
  const verifier = createJwtVerifier({
    keysUrl: 'https://papi.not-reachable.invalid/jwks.json',
    issuer: platform.url,
    audience: undefined,
    fetch: (async (url: string) => {
      fetched.push(url);
      return answer ? answer() : fetch(`${platform.url}/.well-known/jwks.json`);
    }) as PooledFetch,
  });
  return { platform, fetched, verify: (token: string) => verifier.verify(token, signal) };
}

const nowS = () => Math.floor(Date.now() / 1000);

describe('a JWT of the platform', () => {
  test('says who the caller is and until when, by keys that come through the given connection', async () => {
    const { platform, fetched, verify } = await verifierOf();
    const exp = nowS() + 600;
    const token = await platform.sign({ sub: 'ada', exp });
    expect(await verify(token)).toEqual({ token, subject: 'jwt:ada', expiresAt: exp });
    expect(fetched).toEqual(['https://papi.not-reachable.invalid/jwks.json']);
  });

  test('may name its user by number in user_id, and end its issuer with a slash', async () => {
    const { platform, verify } = await verifierOf();
    const token = await platform.sign({ sub: undefined, user_id: 11, iss: `${platform.url}/` });
    expect(await verify(token)).toMatchObject({ subject: 'jwt:11' });
  });
});

describe('the refusal of a JWT says what a caller can act on, and no more', () => {
  test.each([
    ['has expired', { exp: nowS() - 60 }, 'The token has expired.'],
    [
      'is of another issuer',
      { iss: 'https://papi.evil.example' },
      /^The token is of another platform\. This server takes tokens of http/,
    ],
    ['names no issuer', { iss: undefined }, "The token's iss claim does not fit."],
    ['names no user', { sub: undefined }, 'The token names no user.'],
    ['names a user that is a list', { sub: undefined, user_id: [11] }, 'The token names no user.'],
  ])('where it %s', async (_, changes, message) => {
    const { platform, verify } = await verifierOf();
    await expect(verify(await platform.sign(changes))).rejects.toMatchObject({
      name: 'OAuthError',
      code: 'invalid_token',
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['has expired', { exp: nowS() - 60 }, 'The token has expired.'],
    ['is of another platform', { iss: 'https://papi.evil.example' }, 'The token is of another platform.'],
  ])('where it %s and has a key that this platform does not know', async (_, changes, message) => {
    const { platform, verify } = await verifierOf();
    const { privateKey } = await keyPair('forger');
    const token = await platform.sign(changes, { key: privateKey, kid: 'elsewhere' });
    await expect(verify(token)).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  test('where it is forged', async () => {
    const { platform, verify } = await verifierOf();
    const { privateKey } = await keyPair('forger');
    const token = await platform.sign({}, { key: privateKey });
    await expect(verify(token)).rejects.toMatchObject({
      code: 'invalid_token',
      message: 'The token is not valid.',
    });
  });
});

describe('a JWT is not called bad where the keys', () => {
  const timedOut = () => Promise.reject(new DOMException('too slow', 'TimeoutError'));

  test.each<[string, () => Promise<Response>]>([
    ['are no key set', async () => Response.json({ keys: 'none' })],
    ['are answered with an error', async () => new Response('', { status: 502 })],
    ['do not come in time', timedOut],
    ['cannot be asked for', () => Promise.reject(new TypeError('fetch failed'))],
  ])('%s', async (_, answer) => {
    const { platform, verify } = await verifierOf(answer);
    const refused = verify(await platform.sign());
    await expect(refused).rejects.toBeInstanceOf(Unavailable);
    await expect(refused).rejects.toMatchObject({
      message: "The platform's signing keys could not be fetched, so no session token can be checked.",
      hint: 'Try again in a moment.',
      cause: expect.anything(),
    });
  });
});
