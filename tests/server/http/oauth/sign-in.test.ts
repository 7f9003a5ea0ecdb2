import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  ADA,
  type Answer,
  BASE_URL,
  beginFlow,
  newCode,
  REDIRECT,
  redemption,
  type SignInBench,
  startBench,
  walkThrough,
} from './bench.ts';

let bench: SignInBench;
let close: () => Promise<void>;
beforeAll(async () => {
  bench = await startBench({ copies: 2 }, (end) => {
    close = end;
  });
});
afterAll(() => close());

/** Changes one character in the middle of what is sealed. */
function tampered(sealed: string): string {
  const at = Math.floor(sealed.length / 2);
  return `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
}

function whoami(token: string): Promise<Response> {
  return fetch(`${bench.sandbox.url}/api/v3/users/whoami`, { headers: { authorization: `Bearer ${token}` } });
}

describe('sign-in over two copies that share a key, each request landing on the other copy', () => {
  test('ends with a token of the platform for the person who signed in', async () => {
    const { status, body } = await bench.token(redemption(await newCode(bench)));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const keys = createRemoteJWKSet(new URL(`${bench.sandbox.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(body.access_token, keys, { issuer: bench.sandbox.url });
    expect(payload.email).toBe(ADA);
    expect(await (await whoami(body.access_token)).json()).toMatchObject({ email: ADA });
  });

  test('hands the client its state and names who answers', async () => {
    const { url } = await walkThrough(bench.newBrowser(), await beginFlow(bench));
    expect(`${url.origin}${url.pathname}`).toBe(REDIRECT);
    expect(url.searchParams.get('state')).toBe('of the client');
    expect(url.searchParams.get('iss')).toBe(BASE_URL);
  });

  test('uses a verifier of its own towards the platform, and keeps the client’s state to itself', async () => {
    const flow = await beginFlow(bench);
    const browser = bench.newBrowser();
    const login = await browser.submit(await browser.open(flow.url), ['decision', 'allow']);
    const asked = new URL(flow.url).searchParams;
    const passed = login.url.searchParams;
    expect(passed.get('code_challenge_method')).toBe('S256');
    expect(passed.get('code_challenge')).not.toBe(asked.get('code_challenge'));
    expect(passed.get('state')).not.toContain('of the client');
  });

  test('refreshes, and gives a new refresh token each time', async () => {
    const flow = await newCode(bench);
    const first = await bench.token(redemption(flow));
    const again = (refresh_token: string) =>
      bench.token({ grant_type: 'refresh_token', client_id: flow.clientId, refresh_token });
    const second = await again(first.body.refresh_token);
    const third = await again(second.body.refresh_token);
    expect((await whoami(third.body.access_token)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await again(first.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test('takes a code for the resource in any spelling of this server’s address', async () => {
    for (const [asked, redeemed] of [
      [`${BASE_URL}/mcp`, `${BASE_URL}/`],
      [BASE_URL, `${BASE_URL}/mcp/`],
    ] as const) {
      const flow = await newCode(bench, { resource: asked });
      const { status } = await bench.token({ ...redemption(flow), resource: redeemed });
      expect(status, `${asked} then ${redeemed}`).toBe(200);
    }
  });

  test('keeps secrets out of the log', async () => {
    const flow = await newCode(bench);
    const { body } = await bench.token(redemption(flow));
    const lines = bench.copies.flatMap(({ logs }) => logs).join('\n');
    for (const secret of [body.access_token, body.refresh_token, flow.code, flow.verifier]) {
      expect(lines).not.toContain(secret);
    }
  });
});

describe('a code is not redeemed', () => {
  async function refused(changes: Record<string, string>): Promise<Answer> {
    return bench.token({ ...redemption(await newCode(bench)), ...changes });
  }

  test('with another verifier', async () => {
    expect(await refused({ code_verifier: 'x'.repeat(43) })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test('with another redirect address', async () => {
    expect((await refused({ redirect_uri: 'http://127.0.0.1:43111/callback' })).body.error).toBe(
      'invalid_grant',
    );
  });

  test('by another client', async () => {
    const { body } = await bench.register({ redirect_uris: [REDIRECT] });
    expect((await refused({ client_id: body.client_id })).body.error).toBe('invalid_grant');
  });

  test('for another resource', async () => {
    expect((await refused({ resource: 'https://elsewhere.example/mcp' })).body.error).toBe('invalid_target');
  });

  test('a second time, on either copy', async () => {
    const fields = redemption(await newCode(bench));
    const answers = [await bench.token(fields), await bench.token(fields), await bench.token(fields)];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400]);
    expect(answers[1]!.body.error).toBe('invalid_grant');
  });

  test('where its seal was tampered with', async () => {
    const flow = await newCode(bench);
    const { body } = await bench.token(redemption({ ...flow, code: tampered(flow.code) }));
    expect(body.error).toBe('invalid_grant');
  });

  test('where something else that this server has sealed is given for it', async () => {
    const flow = await newCode(bench);
    const { body } = await bench.token(redemption({ ...flow, code: flow.clientId }));
    expect(body.error).toBe('invalid_grant');
  });

  test('before its verifier and client are checked, so that a thief cannot use it up', async () => {
    const flow = await newCode(bench);
    await bench.token({ ...redemption(flow), code_verifier: 'x'.repeat(43) });
    expect((await bench.token(redemption(flow))).status).toBe(200);
  });
});

describe('a refresh token is not taken', () => {
  test('from another client', async () => {
    const { body } = await bench.token(redemption(await newCode(bench)));
    const other = (await bench.register({ redirect_uris: [REDIRECT] })).body.client_id;
    const fields = { grant_type: 'refresh_token', client_id: other, refresh_token: body.refresh_token };
    expect((await bench.token(fields)).body.error).toBe('invalid_grant');
  });

  test('where its seal was tampered with', async () => {
    const flow = await newCode(bench);
    const { body } = await bench.token(redemption(flow));
    const fields = {
      grant_type: 'refresh_token',
      client_id: flow.clientId,
      refresh_token: tampered(body.refresh_token),
    };
    expect((await bench.token(fields)).body.error).toBe('invalid_grant');
  });
});

describe('the token endpoint', () => {
  test.each([
    ['a grant that it does not have', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a request without a grant', {}, 400, 'invalid_request'],
  ])('answers %s by RFC 6749', async (_what, fields, status, error) => {
    const { client_id } = (await bench.register()).body;
    expect(await bench.token({ ...fields, client_id })).toMatchObject({ status, body: { error } });
  });

  test('answers a client that it does not know with 401, so that the client registers again', async () => {
    const answer = await bench.token({ grant_type: 'authorization_code', client_id: 'unknown' });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('takes a form only', async () => {
    const response = await bench.send('/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"grant_type":"authorization_code"}',
    });
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  test('refuses a parameter that is given twice', async () => {
    const body = new URLSearchParams([
      ['grant_type', 'refresh_token'],
      ['grant_type', 'authorization_code'],
    ]);
    const response = await bench.send('/token', { method: 'POST', body });
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  test('says that the platform cannot be asked, when it cannot', async () => {
    const fields = redemption(await newCode(bench));
    bench.sandbox.faults.add({ method: 'POST', path: '/oauth/token', status: 503, times: 1 });
    const answer = await bench.token(fields);
    expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
  });
});

describe('one refresh token brought several times at once', () => {
  test('is used at the platform once, and every caller is signed in', async () => {
    const alone = await startBench({ copies: 1 });
    const flow = await newCode(alone);
    const { body } = await alone.token(redemption(flow));
    const asked = () =>
      alone.sandbox.requests.filter(({ method, path }) => method === 'POST' && path === '/oauth/token')
        .length;
    const before = asked();
    const fields = {
      grant_type: 'refresh_token',
      client_id: flow.clientId,
      refresh_token: body.refresh_token,
    };
    const answers = await Promise.all([alone.token(fields), alone.token(fields), alone.token(fields)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked() - before).toBe(1);
  });
});
