import { describe, expect, onTestFinished, test } from 'vitest';
import { createFakeAuth0 } from './auth0.ts';
import { ADA, beginFlow, newCode, redemption, startBench } from './bench.ts';
import { createBrowser } from './browser.ts';

describe('the sealing key', () => {
  test('is made at the start where none is set, and the operator is told what that means', async () => {
    const bench = await startBench({ copies: 1, environment: { MCP_OAUTH_SEALING_KEY: '' } });
    expect(bench.copies[0]!.logs.join('\n')).toContain('MCP_OAUTH_SEALING_KEY');
    expect((await bench.token(redemption(await newCode(bench)))).status).toBe(200);
  });

  test('opens nothing that a copy with another key has sealed', async () => {
    const environment = { MCP_OAUTH_SEALING_KEY: '' };
    const [one, other] = [
      await startBench({ copies: 1, environment }),
      await startBench({ copies: 1, environment }),
    ];
    const { body } = await one.register();
    expect((await other.token({ grant_type: 'x', client_id: body.client_id })).body.error).toBe(
      'invalid_client',
    );
  });

  test('is refused where it could be guessed', async () => {
    await expect(startBench({ copies: 1, environment: { MCP_OAUTH_SEALING_KEY: 'secret' } })).rejects.toThrow(
      'MCP_OAUTH_SEALING_KEY is shorter than 32 characters.',
    );
  });
});

describe('the platform', () => {
  test('that does not take this server as its client is the operator’s to cure, and no client’s', async () => {
    const bench = await startBench({ copies: 1, environment: { MCP_PAPI_OAUTH_CLIENT_SECRET: 'another' } });
    const answer = await bench.token(redemption(await newCode(bench)));
    expect(answer).toMatchObject({ status: 500, body: { error: 'server_error' } });
    expect(bench.copies[0]!.logs.join('\n')).toContain('MCP_PAPI_OAUTH_CLIENT_SECRET');
  });
});

describe('Auth0, as older installations have it', () => {
  const atDomain = (origin: string) => ({ MCP_AUTH0_DOMAIN: origin });
  const atConfiguration = (origin: string) => ({
    MCP_AUTH0_CONFIG_URL: `${origin}/.well-known/openid-configuration`,
  });

  async function startWithAuth0(place: (origin: string) => Record<string, string> = atDomain) {
    const auth0 = await createFakeAuth0();
    onTestFinished(auth0.close);
    const bench = await startBench({
      copies: 1,
      environment: {
        MCP_PAPI_OAUTH_CLIENT_ID: '',
        MCP_PAPI_OAUTH_CLIENT_SECRET: '',
        ...place(auth0.origin),
        MCP_AUTH0_CLIENT_ID: 'auth0-client',
        MCP_AUTH0_CLIENT_SECRET: 'auth0-secret',
        MCP_AUTH0_AUDIENCE: 'https://papi.checkout.example',
      },
    });
    const { sandbox, copies } = bench;
    const browser = createBrowser(({ origin, pathname, search, href }) => {
      if (origin === auth0.origin) return href;
      return origin === new URL('https://mcp.checkout.example').origin
        ? `${copies[0]!.origin}${pathname}${search}`
        : undefined;
    });
    const flow = await beginFlow(bench);
    const back = await browser.submit(await browser.open(flow.url), ['decision', 'allow']);
    const code = back.url.searchParams.get('code') ?? '';
    return { bench, auth0, sandbox, flow: { ...flow, code } };
  }

  test.each([
    ['by its domain', atDomain],
    ['by the address of its configuration', atConfiguration],
  ])('named %s signs people in, and its token is exchanged for one of the platform', async (_, place) => {
    const { bench, auth0, sandbox, flow } = await startWithAuth0(place);
    sandbox.world.oauth.auth0Tokens = new Map([[auth0.accessToken, ADA]]);
    const { body } = await bench.token(redemption(flow));
    const whoami = await fetch(`${sandbox.url}/api/v3/users/whoami`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(await whoami.json()).toMatchObject({ email: ADA });
    expect(auth0.asked.searchParams.get('audience')).toBe('https://papi.checkout.example');
  });

  test('is asked again at each refresh', async () => {
    const { bench, auth0, sandbox, flow } = await startWithAuth0();
    sandbox.world.oauth.auth0Tokens = new Map([[auth0.accessToken, ADA]]);
    const { body } = await bench.token(redemption(flow));
    const { clientId: client_id } = flow;
    const refresh = { grant_type: 'refresh_token', client_id, refresh_token: body.refresh_token };
    expect((await bench.token(refresh)).status).toBe(200);
    expect(auth0.grants).toEqual(['authorization_code', 'refresh_token']);
  });

  test('signs nobody in whom the platform does not know', async () => {
    const { bench, auth0, sandbox, flow } = await startWithAuth0();
    sandbox.world.oauth.auth0Tokens = new Map([[auth0.accessToken, 'nobody@elsewhere.example']]);
    expect((await bench.token(redemption(flow))).body.error).toBe('invalid_grant');
  });
});
