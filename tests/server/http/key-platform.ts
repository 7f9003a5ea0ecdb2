import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

type PrivateKey = Parameters<SignJWT['sign']>[0];

/** A platform that only publishes its keys and knows one opaque token. */
export interface KeyPlatform {
  url: string;
  /** Paths that were asked for, oldest first. */
  requests: string[];
  /** The public key, as a forger would use it. */
  publicPem: string;
  /** A token that is good, but for what is changed. */
  sign(changes?: JWTPayload, options?: { key?: PrivateKey; kid?: string }): Promise<string>;
  /** Publishes one more key, under that id. */
  publish(kid: string): Promise<PrivateKey>;
  /** Statuses to answer key requests with, before good answers again. */
  keyFailures: number[];
}

export const OPAQUE = 'rw-pat-0123456789abcdef';

const nowS = () => Math.floor(Date.now() / 1000);

/** Three pairs for all tests of a process, since each takes a third of a second to make: the first key, the next, a forger's. */
const pairs = new Map<string, ReturnType<typeof generateKeyPair>>();

export function keyPair(whose: 'first' | 'next' | 'forger'): ReturnType<typeof generateKeyPair> {
  const pair = pairs.get(whose) ?? generateKeyPair('RS256', { extractable: true });
  pairs.set(whose, pair);
  return pair;
}

export async function startKeyPlatform(): Promise<KeyPlatform> {
  const { publicKey, privateKey } = await keyPair('first');
  const keys = [await published('papi-rsa-1', publicKey)];
  const requests: string[] = [];
  const keyFailures: number[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://platform');
    requests.push(pathname);
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/jwks.json') {
      const failure = keyFailures.shift();
      return failure ? answer(failure, {}) : answer(200, { keys });
    }
    if (request.headers.authorization === `Bearer ${OPAQUE}` && pathname === '/api/v3/users/whoami') {
      return answer(200, { id: 7, username: 'ada', email: 'ada@example.com' });
    }
    return answer(401, { detail: 'Given token not valid for any token type' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    keyFailures,
    publicPem: await exportSPKI(publicKey),
    sign: (changes = {}, { key = privateKey, kid = 'papi-rsa-1' } = {}) =>
      new SignJWT({ iss: url, sub: '11', iat: nowS(), exp: nowS() + 600, ...changes })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .sign(key),
    publish: async (kid) => {
      const pair = await keyPair('next');
      keys.push(await published(kid, pair.publicKey));
      return pair.privateKey;
    },
  };
}

async function published(kid: string, key: Parameters<typeof exportJWK>[0]) {
  return { ...(await exportJWK(key)), kid, alg: 'RS256', use: 'sig' };
}
