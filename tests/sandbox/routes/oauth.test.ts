import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckedSandbox, startCheckedSandbox } from '../../contract/checked-sandbox.ts';
import { requester } from '../requests.ts';

const REDIRECT = 'https://mcp.example/auth/callback';
const VERIFIER = 'a-verifier-of-more-than-forty-three-characters-indeed';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let sandbox: CheckedSandbox;
beforeAll(async () => {
  sandbox = await startCheckedSandbox({
    oauth: { clientId: 'bridge', clientSecret: 's3cret:/+', redirectUris: [REDIRECT] },
  });
});
afterAll(() => sandbox.close());
const ask = requester(() => sandbox);

const authorization = (changes: Record<string, string> = {}) => ({
  client_id: 'bridge',
  redirect_uri: REDIRECT,
  response_type: 'code',
  state: 'st&te',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  ...changes,
});

async function signIn(user = 'ada@checkout.example', changes = {}): Promise<URL> {
  const response = await fetch(`${sandbox.url}/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...authorization(changes), user }),
  });
  return new URL(response.headers.get('location') ?? 'about:nowhere');
}

async function token(fields: Record<string, string>, secret = 's3cret:/+') {
  const basic = `${encodeURIComponent('bridge')}:${encodeURIComponent(secret)}`;
  const response = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

const redeem = (code: string, changes: Record<string, string> = {}) =>
  token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...changes,
  });
const newCode = async () => (await signIn()).searchParams.get('code') ?? '';

describe("the sandbox's authorization server", () => {
  test('shows a login page that names its users', async () => {
    const { status, body } = await ask('GET', `/oauth/authorize?${new URLSearchParams(authorization())}`);
    expect(status).toBe(200);
    expect(body).toContain('olu@elsewhere.example');
    expect(body).toContain('value="st&amp;te"');
  });

  test('sends the person who signed in back with a code and the state', async () => {
    const target = await signIn();
    expect(target.href).toMatch(/^https:\/\/mcp\.example\/auth\/callback\?code=/);
    expect(target.searchParams.get('state')).toBe('st&te');
  });

  test('sends the person who cancels back with access_denied', async () => {
    expect((await signIn('')).searchParams.get('error')).toBe('access_denied');
  });

  test.each([
    ['a client that it does not know', { client_id: 'other' }],
    ['an address that only starts like the registered one', { redirect_uri: `${REDIRECT}/more` }],
  ])('sends nobody anywhere for %s', async (_what, changes) => {
    const query = new URLSearchParams(authorization(changes));
    const { status, headers } = await ask('GET', `/oauth/authorize?${query}`);
    expect(status).toBe(400);
    expect(headers.has('location')).toBe(false);
  });

  test('signs tokens that its published key verifies and its API takes', async () => {
    const { body } = await redeem(await newCode());
    const keys = createRemoteJWKSet(new URL(`${sandbox.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(body.access_token!, keys, { issuer: sandbox.url });
    expect(payload).toMatchObject({ sub: '11', email: 'ada@checkout.example' });
    expect(decodeProtectedHeader(body.access_token!)).toMatchObject({ alg: 'RS256', kid: 'papi-rsa-1' });
    const whoami = await fetch(`${sandbox.url}/api/v3/users/whoami`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(await whoami.json()).toMatchObject({ username: 'ada' });
  });

  test('redeems a code once', async () => {
    const code = await newCode();
    expect((await redeem(code)).status).toBe(200);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['another address', { redirect_uri: 'https://mcp.example/other' }],
  ])('redeems no code with %s', async (_what, changes) => {
    expect(await redeem(await newCode(), changes)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  test('answers 401 to a client with a wrong secret', async () => {
    expect(await token({ grant_type: 'authorization_code' }, 'guess')).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test('takes each refresh token once', async () => {
    const { body } = await redeem(await newCode());
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token! };
    expect((await token(refresh)).status).toBe(200);
    expect((await token(refresh)).body.error).toBe('invalid_grant');
  });

  test('refuses a JWT of its own that has expired', async () => {
    sandbox.world.oauth.accessTokenSeconds = -1;
    const { body } = await redeem(await newCode());
    sandbox.world.oauth.accessTokenSeconds = 3600;
    const whoami = await fetch(`${sandbox.url}/api/v3/users/whoami`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(whoami.status).toBe(401);
  });
});

describe('token exchange', () => {
  const exchange = (subject_token: string) =>
    ask('POST', '/api/v3/token/exchange/', { body: { subject_token }, as: null });

  test('answers 501 where Auth0 is not set up', async () => {
    sandbox.world.oauth.auth0Tokens = undefined;
    expect((await exchange('any')).status).toBe(501);
  });

  test.each([
    ['the tokens of the user', 'known', 200],
    ['401 for a token that Auth0 did not issue', 'forged', 401],
    ['404 where the platform has no such user', 'stranger', 404],
  ])('answers %s', async (_what, subject, status) => {
    sandbox.world.oauth.auth0Tokens = new Map([
      ['known', 'rui@checkout.example'],
      ['stranger', 'nobody@elsewhere.example'],
    ]);
    expect((await exchange(subject)).status).toBe(status);
  });
});

describe('password login', () => {
  test('takes a form, with the token of the user as the password', async () => {
    const response = await fetch(`${sandbox.url}/api/v3/token/`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'rui@checkout.example', password: sandbox.tokens.readonly }),
    });
    expect(Object.keys((await response.json()) as object)).toEqual(['access', 'refresh']);
  });

  test('answers 401 to a wrong password', async () => {
    const body = { username: 'ada', password: sandbox.tokens.readonly };
    expect((await ask('POST', '/api/v3/token/', { body, as: null })).status).toBe(401);
  });
});
