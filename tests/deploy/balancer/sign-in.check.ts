import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTS } from '../../hosts/hosts.ts';
import { ADA, REDIRECT } from '../../server/http/oauth/bench.ts';
import { createBrowser } from '../../server/http/oauth/browser.ts';
import { startTwoCopies, type TwoCopies } from './two-copies.ts';

let running: TwoCopies;

beforeAll(async () => {
  running = await startTwoCopies();
});

afterAll(() => running.stop());

/** A POST as a client sends it; the parsed answer. */
async function post(path: string, body: URLSearchParams | string) {
  const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : undefined;
  const reply = await fetch(`${running.origin}${path}`, { method: 'POST', body, headers });
  expect(reply.status).toBeLessThan(300);
  return (await reply.json()) as Record<string, string>;
}

test('the whole sign-in works with every request on the other copy', async () => {
  const { origin, sandbox, balancer } = running;
  const { client_id } = await post(
    '/register',
    JSON.stringify({ redirect_uris: [REDIRECT], client_name: 'Test Editor' }),
  );
  const verifier = randomBytes(32).toString('base64url');
  const authorize = new URLSearchParams({
    response_type: 'code',
    client_id: client_id!,
    redirect_uri: REDIRECT,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: `${origin}/mcp`,
  });
  const browser = createBrowser((url) => ([origin, sandbox.url].includes(url.origin) ? url.href : undefined));
  const consent = await browser.open(`${origin}/authorize?${authorize}`);
  const login = await browser.submit(consent, ['decision', 'allow']);
  const back = await browser.submit(login, ['user', ADA]);

  const redeemed = await post(
    '/token',
    new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client_id!,
      code: back.url.searchParams.get('code')!,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
    }),
  );
  const refreshed = await post(
    '/token',
    new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: client_id!,
      refresh_token: redeemed.refresh_token!,
    }),
  );
  const host = await HOSTS['a 2.x client on 2026-07-28']!({
    url: `${origin}/mcp`,
    token: refreshed.access_token!,
  });
  expect(JSON.stringify(await host.call('list_workspaces'))).toContain('checkout-prod');
  await host.close();

  const answered = await balancer.answeredBy();
  expect(answered.length).toBeGreaterThan(6);
  expect(answered.filter((copy, index) => copy === answered[index - 1])).toEqual([]);
});
