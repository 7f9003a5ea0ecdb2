import { base64url, SignJWT } from 'jose';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { authorized, type HttpBench, post, serve } from './http-bench.ts';
import { type KeyPlatform, keyPair, OPAQUE, startKeyPlatform } from './key-platform.ts';

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const nowS = () => Math.floor(Date.now() / 1000);
const part = (value: object) => base64url.encode(JSON.stringify(value));

async function bench(environment: Record<string, string> = {}) {
  const platform = await startKeyPlatform();
  const server = await serve(platform.url, { environment });
  onTestFinished(server.close);
  const ask = (token: string) => post(server.url, LIST, { headers: authorized(token) });
  return { platform, server, ask };
}

type Forgery = (platform: KeyPlatform) => Promise<string> | string;

/** Tokens that cannot be valid whatever the keys are: nobody is asked about them. */
const IMPOSSIBLE: Record<string, Forgery> = {
  'an algorithm of none': ({ url }) =>
    `${part({ alg: 'none' })}.${part({ iss: url, sub: '11', exp: nowS() + 600 })}.`,
  'none in another case': ({ url }) =>
    `${part({ alg: 'nOnE' })}.${part({ iss: url, sub: '11', exp: nowS() + 600 })}.`,
  'HS256 signed with the public key': ({ url, publicPem }) =>
    new SignJWT({ iss: url, sub: '11', exp: nowS() + 600 })
      .setProtectedHeader({ alg: 'HS256', kid: 'papi-rsa-1' })
      .sign(new TextEncoder().encode(publicPem)),
  'a JWT cut in its first part': async ({ sign }) => (await sign()).slice(0, 20),
  'a JWT cut in its second part': async ({ sign }) => (await sign()).slice(0, 120),
  'three parts that are no JWT': () => 'one.two.three',
  'more than 8192 characters': () => 'a'.repeat(8193),
  'a JWT of 48 KB': async ({ sign }) => `${await sign()}${'A'.repeat(47 * 1024)}`,
  'characters that no token has': () => 'tok"en,with=odd;things',
};

/** Tokens that only the keys can tell from good ones. */
const FORGED: Record<string, Forgery> = {
  'the signature of another key': async ({ sign }) => sign({}, { key: (await keyPair('forger')).privateKey }),
  'a signature cut short': async ({ sign }) => (await sign()).slice(0, -10),
  'a changed user': async ({ sign }) => {
    const [header, , signature] = (await sign()).split('.');
    return `${header}.${part({ sub: '12', exp: nowS() + 600 })}.${signature}`;
  },
  'an expiry that has passed': ({ sign }) => sign({ exp: nowS() - 60 }),
  'no expiry': ({ sign }) => sign({ exp: undefined }),
  'a beginning that is yet to come': ({ sign }) => sign({ nbf: nowS() + 300 }),
  'another issuer': ({ sign }) => sign({ iss: 'https://papi.evil.example' }),
  'no issuer': ({ sign }) => sign({ iss: undefined }),
  'another audience': ({ sign }) => sign({ aud: 'somebody-else' }),
  'no user': ({ sign }) => sign({ sub: undefined }),
  'an unknown key id': ({ sign }) => sign({}, { kid: 'papi-rsa-9' }),
};

const AUDIENCE = { MCP_JWT_AUDIENCE: 'mcp' };

function challengeOf(reply: Response, { origin }: HttpBench): void {
  expect(reply.status).toBe(401);
  expect(reply.headers.get('www-authenticate')).toContain(
    `resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`,
  );
}

describe('a caller', () => {
  test('without a token is told where to get one', async () => {
    const { server, platform } = await bench();
    challengeOf(await post(server.url, LIST), server);
    expect(platform.requests).toEqual([]);
  });

  test('without a token is told no error, and with a wrong one is', async () => {
    const { server, ask } = await bench();
    const bare = await post(server.url, LIST);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('www-authenticate')).not.toContain('error');
    expect(await bare.text()).toMatch(
      /A bearer token is needed\. Make a personal access token at .+ and send it as/,
    );
    expect((await ask('rw-pat-unknown')).headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test.each([
    ['Bearer', 'with the token as one word'],
    [`Bearer Bearer ${OPAQUE}`, 'with the token as one word'],
    [`Bearer "${OPAQUE}"`, 'such as one in quotes'],
    ['Bearer your-runwhen-token', 'a placeholder'],
    ['Bearer rw-pat-unknown', 'does not know this token'],
  ])('with %s is told what is wrong with it, and where to get another', async (authorization, wrong) => {
    const { server, platform } = await bench();
    const reply = await post(server.url, LIST, { headers: { authorization } });
    challengeOf(reply, server);
    const body = await reply.text();
    expect(body).toContain(wrong);
    expect(body).toContain('under Settings > Access Tokens and send it as Authorization: Bearer TOKEN.');
    expect(platform.requests).toHaveLength(authorization.endsWith('unknown') ? 1 : 0);
  });

  test('may have two blanks before the token', async () => {
    const { server } = await bench();
    const reply = await post(server.url, LIST, { headers: { authorization: `bearer  ${OPAQUE}` } });
    expect(reply.status).toBe(200);
  });

  test('with headers of more than 64 KB is answered 431', async () => {
    const { ask } = await bench();
    expect((await ask('a'.repeat(80 * 1024))).status).toBe(431);
  });

  test.each(['Basic YTpi', 'Token rw-pat-1', 'rw-pat-1', 'bearerrw-pat-1', 'Basic bearer rw-pat-1'])(
    'with %s, which is no bearer token, is told where to get one, and no error',
    async (authorization) => {
      const { server } = await bench();
      const reply = await post(server.url, LIST, { headers: { authorization } });
      challengeOf(reply, server);
      expect(reply.headers.get('www-authenticate')).not.toContain('error');
    },
  );

  test('with a JWT of the platform is served, and the platform is asked for its keys only', async () => {
    const { platform, ask } = await bench(AUDIENCE);
    const token = await platform.sign({ aud: ['mcp', 'other'] });
    for (let i = 0; i < 3; i += 1) expect((await ask(token)).status).toBe(200);
    expect(platform.requests).toEqual(['/.well-known/jwks.json']);
  });

  test('with a JWT of the issuer in MCP_JWT_ISSUER is served, and of another is not', async () => {
    const { platform, server, ask } = await bench({ MCP_JWT_ISSUER: 'https://issuer.example' });
    expect((await ask(await platform.sign({ iss: 'https://issuer.example' }))).status).toBe(200);
    challengeOf(await ask(await platform.sign()), server);
  });

  test('with a personal access token is served, and the platform is asked about it once', async () => {
    const { platform, ask } = await bench();
    for (let i = 0; i < 3; i += 1) expect((await ask(OPAQUE)).status).toBe(200);
    expect(platform.requests).toEqual(['/api/v3/users/whoami']);
  });

  test('with a token of 8192 characters is not refused before the platform is asked', async () => {
    const { platform, ask } = await bench();
    expect((await ask('a'.repeat(8192))).status).toBe(401);
    expect(platform.requests).toEqual(['/api/v3/users/whoami']);
  });

  test('with a token that the platform does not know is refused, and the platform is asked once', async () => {
    const { platform, server, ask } = await bench();
    for (let i = 0; i < 3; i += 1) challengeOf(await ask('rw-pat-unknown'), server);
    expect(platform.requests).toEqual(['/api/v3/users/whoami']);
  });
});

describe('a token with', () => {
  test.each(Object.entries(IMPOSSIBLE))('%s is refused, and nobody is asked about it', async (_, forge) => {
    const { platform, server, ask } = await bench(AUDIENCE);
    challengeOf(await ask(await forge(platform)), server);
    expect(platform.requests).toEqual([]);
  });

  test.each(Object.entries(FORGED))('%s is refused on the keys alone', async (_, forge) => {
    const { platform, server, ask } = await bench({ MCP_JWT_AUDIENCE: 'mcp' });
    const good = {
      ...platform,
      sign: (changes = {}, options = {}) => platform.sign({ aud: 'mcp', ...changes }, options),
    };
    challengeOf(await ask(await forge(good)), server);
    expect(new Set(platform.requests)).toEqual(new Set(['/.well-known/jwks.json']));
  });
});

describe('the platform’s keys', () => {
  test('are fetched again for a key id that is new', async () => {
    const { platform, ask } = await bench();
    expect((await ask(await platform.sign())).status).toBe(200);
    const key = await platform.publish('papi-rsa-2');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await ask(await platform.sign({}, { key, kid: 'papi-rsa-2' }))).status).toBe(200);
    expect(platform.requests).toEqual(['/.well-known/jwks.json', '/.well-known/jwks.json']);
  });

  test('are fetched once however many unknown key ids arrive', async () => {
    const { platform, ask } = await bench();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, i) => platform.sign({}, { kid: `made-up-${i}` })),
    );
    const replies = await Promise.all(tokens.map(ask));
    expect(replies.every(({ status }) => status === 401)).toBe(true);
    expect(platform.requests).toEqual(['/.well-known/jwks.json']);
  });

  test('that cannot be fetched make the answer 503, not 401', async () => {
    const { platform, ask } = await bench();
    platform.keyFailures.push(500);
    const refused = await ask(await platform.sign());
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.text()).toContain('The token could not be checked: ');
    expect((await ask(await platform.sign())).status).toBe(200);
  });
});

test('no part of a token is logged', async () => {
  const { platform, server, ask } = await bench();
  const tokens = [OPAQUE, 'rw-pat-unknown-4242', await platform.sign(), await platform.sign({ exp: 1 })];
  for (const token of tokens) await ask(token);
  const logs = server.logs.join('');
  expect(logs).toMatch(/"event":"caller_refused","reason":"\w/);
  for (const token of tokens) expect(logs).not.toContain(token.slice(-20));
});
