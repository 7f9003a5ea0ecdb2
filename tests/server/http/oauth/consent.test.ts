import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSealer, type Purpose } from '../../../../src/server/http/oauth/seal.ts';
import {
  ADA,
  BASE_URL,
  beginFlow,
  CALLBACK,
  REDIRECT,
  SETTINGS,
  type SignInBench,
  startBench,
  walkThrough,
} from './bench.ts';
import type { Page } from './browser.ts';

let bench: SignInBench;
let close: () => Promise<void>;
beforeAll(async () => {
  bench = await startBench({}, (end) => {
    close = end;
  });
});
afterAll(() => close());

const allow: [string, string] = ['decision', 'allow'];
const deny: [string, string] = ['decision', 'deny'];

async function consent(changes: Record<string, string | undefined> = {}, client?: string): Promise<Page> {
  return bench.newBrowser().open((await beginFlow(bench, changes, client)).url);
}

/** Requests that have reached the platform's login page. */
const logins = () => bench.sandbox.requests.filter(({ path }) => path === '/oauth/authorize').length;

describe('the consent page', () => {
  test('names the client and the address that access is handed to, before the platform is asked', async () => {
    const before = logins();
    const { status, html } = await consent();
    expect(status).toBe(200);
    expect(html).toContain('Test Editor');
    expect(html).toContain(REDIRECT);
    expect(logins()).toBe(before);
  });

  test('shows a name with markup in it as text', async () => {
    const client_name = '<img src=x onerror=alert(1)> "Editor" & more';
    const { body } = await bench.register({ redirect_uris: [REDIRECT], client_name });
    const { html } = await consent({}, body.client_id);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('shows a name on one line, without characters that turn text around', async () => {
    const client_name = 'Good\u202Elive\n\n\u200BEditor';
    const { body } = await bench.register({ redirect_uris: [REDIRECT], client_name });
    expect(body.client_name).toBe('Goodlive Editor');
  });

  test('runs no script, is shown in no frame, and is not kept', async () => {
    const { headers } = await consent();
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('allows the style that it has', async () => {
    const { headers, html } = await consent();
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
  });

  test('binds the sign-in to the browser by a cookie that no script and no other site can use', async () => {
    const response = await bench.send(new URL((await beginFlow(bench)).url).href.slice(BASE_URL.length));
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-[\w-]+=[\w-]{22};/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
      expect(cookie).toContain(attribute);
  });

  test('takes two sign-ins at a time from one browser', async () => {
    const browser = bench.newBrowser();
    const first = await browser.open((await beginFlow(bench)).url);
    const second = await browser.open((await beginFlow(bench)).url);
    for (const page of [first, second]) {
      const { url } = await browser.submit(await browser.submit(page, allow), ['user', ADA]);
      expect(url.searchParams.has('code')).toBe(true);
    }
  });
});

describe('a person who does not want it', () => {
  test('denies it, and the client is told without the platform being asked', async () => {
    const before = logins();
    const browser = bench.newBrowser();
    const { url } = await browser.submit(await browser.open((await beginFlow(bench)).url), deny);
    expect(url.href).toMatch(new RegExp(`^${REDIRECT}\\?`));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'of the client',
      iss: BASE_URL,
    });
    expect(logins()).toBe(before);
  });

  test('cancels at the platform, and the client is told', async () => {
    const browser = bench.newBrowser();
    const login = await browser.submit(await browser.open((await beginFlow(bench)).url), allow);
    const { url } = await browser.submit(login, ['user', '']);
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.has('code')).toBe(false);
  });
});

describe('a sign-in that somebody else began', () => {
  test('cannot be consented to in another browser', async () => {
    const page = await consent();
    const answer = await bench.newBrowser().submit(page, allow);
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('another browser');
  });

  test('cannot be finished in another browser: no code reaches the one who began it', async () => {
    const attacker = bench.newBrowser();
    const login = await attacker.submit(await attacker.open((await beginFlow(bench)).url), allow);
    const victim = bench.newBrowser();
    const { status, url } = await victim.submit(await victim.open(login.url), ['user', ADA]);
    expect(status).toBe(400);
    expect(url.href).toMatch(new RegExp(`^${CALLBACK}`));
  });
});

describe('what is sealed', () => {
  const sealer = createSealer(SETTINGS.MCP_OAUTH_SEALING_KEY, BASE_URL);
  const request = (browser: string) => ({
    client: 'any',
    redirectUri: REDIRECT,
    codeChallenge: 'x'.repeat(43),
    browser,
    providerVerifier: 'x'.repeat(43),
  });

  /** Comes back from the platform with a state that was sealed so, in a browser that has been here. */
  async function comeBack(purpose: Purpose, lifetimeS: number): Promise<Page> {
    const browser = bench.newBrowser();
    await browser.open((await beginFlow(bench)).url);
    const [cookie = ''] = browser.cookies.get(new URL(BASE_URL).host)?.values() ?? [];
    const state = await sealer.seal(purpose, request(cookie), lifetimeS);
    return browser.open(`${CALLBACK}?${new URLSearchParams({ code: 'of the platform', state })}`);
  }

  test('is good while it lasts', async () => {
    expect((await comeBack('state', 60)).url.href).toContain(REDIRECT);
  });

  test('is not good once it has expired', async () => {
    const { status, url } = await comeBack('state', -1);
    expect(status).toBe(400);
    expect(url.origin).toBe(BASE_URL);
  });

  test('is not good for anything else', async () => {
    expect((await comeBack('consent', 60)).status).toBe(400);
  });

  test('is not good once it was tampered with', async () => {
    const browser = bench.newBrowser();
    const login = await browser.submit(await browser.open((await beginFlow(bench)).url), allow);
    const state = login.url.searchParams.get('state') ?? '';
    for (const changed of [state.slice(0, -4), `${state.slice(0, -8)}AAAAAAAA`, 'x', '']) {
      const query = new URLSearchParams({ code: 'of the platform', state: changed });
      expect((await browser.open(`${CALLBACK}?${query}`)).status).toBe(400);
    }
  });
});

describe('a request that names an address of its own', () => {
  test.each([
    'https://evil.example/callback',
    'https://evil.example/?next=http://127.0.0.1:43110/callback',
    'http://127.0.0.1:43110/callback/../steal',
    'http://127.0.0.1:43110/other/../callback',
    'http://127.0.0.1:43110/callback?more',
    'http://127.0.0.1:43110/callback#fragment',
    'http://127.0.0.1:43110@evil.example/callback',
    'http://127.0.0.1.evil.example:43110/callback',
    'http://localhost:43110/callback',
    'https://127.0.0.1:43110/callback',
    '//evil.example/callback',
    'javascript:alert(1)',
    '',
  ])('sends the browser nowhere: %s', async (redirect_uri) => {
    const { status, url, html } = await consent({ redirect_uri });
    expect(status).toBe(400);
    expect(url.origin).toBe(BASE_URL);
    expect(html).not.toContain('<form');
  });

  test('may differ in the port on the loopback address, which an application takes as it finds it', async () => {
    const { status, html } = await consent({ redirect_uri: 'http://127.0.0.1:5555/callback' });
    expect(status).toBe(200);
    expect(html).toContain('http://127.0.0.1:5555/callback');
  });

  test('sends the browser nowhere for a client that is not known', async () => {
    expect(await consent({}, 'made-up')).toMatchObject({ status: 400 });
  });

  test('sends the browser nowhere when it is given twice', async () => {
    const { url } = await beginFlow(bench);
    const twice = `${url}&redirect_uri=${encodeURIComponent('https://evil.example/')}`;
    expect((await bench.newBrowser().open(twice)).status).toBe(400);
  });
});

describe('a request that is not as it has to be', () => {
  test.each([
    ['has no challenge', { code_challenge: undefined }],
    ['has a plain challenge', { code_challenge_method: 'plain' }],
    ['does not say how the challenge was made', { code_challenge_method: undefined }],
    ['has a challenge that no SHA-256 gives', { code_challenge: 'short' }],
    ['asks for a token at once', { response_type: 'token' }],
    ['is for another server', { resource: 'https://elsewhere.example/mcp' }],
  ])('is shown to the person, and sends the browser nowhere: it %s', async (_what, changes) => {
    const { url, status } = await consent(changes);
    expect(status).toBe(400);
    expect(url.href).not.toContain(REDIRECT);
    expect(url.pathname).toBe('/authorize');
  });

  test('keeps a query that the client’s address has', async () => {
    const redirect_uri = 'https://editor.example/cb?tenant=7';
    const { body } = await bench.register({ redirect_uris: [redirect_uri] });
    const { url } = await walkThrough(
      bench.newBrowser(),
      await beginFlow(bench, { redirect_uri }, body.client_id),
    );
    expect(url.searchParams.get('tenant')).toBe('7');
    expect(url.searchParams.has('code')).toBe(true);
  });
});
