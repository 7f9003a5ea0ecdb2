import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { httpBench, post } from '../http-bench.ts';

const RESOURCE = '/.well-known/oauth-protected-resource';
const SERVER = '/.well-known/oauth-authorization-server';
const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const BASE = { MCP_BASE_URL: 'https://mcp.example.com/team' };

describe('the metadata of the resource', () => {
  test('is at its path-exact address and at the root', async () => {
    const { origin, sandbox } = await httpBench();
    for (const path of ['/mcp', '']) {
      const reply = await fetch(`${origin}${RESOURCE}${path}`);
      expect(await reply.json()).toEqual({
        resource: `${origin}/mcp`,
        resource_name: expect.stringContaining('RunWhen'),
        authorization_servers: [sandbox.url],
        bearer_methods_supported: ['header'],
      });
    }
  });

  test('names the base URL, at its address there and where a proxy takes the path off', async () => {
    const { origin } = await httpBench({ environment: BASE });
    for (const path of ['/team/mcp', '/mcp', '']) {
      const reply = await fetch(`${origin}${RESOURCE}${path}`);
      expect(await reply.json()).toMatchObject({ resource: 'https://mcp.example.com/team/mcp' });
    }
    const refused = await post(`${origin}/mcp`, LIST);
    expect(refused.headers.get('www-authenticate')).toContain(
      'resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/team/mcp"',
    );
  });

  test('names the issuer that is configured for tokens', async () => {
    const { origin } = await httpBench({ environment: { MCP_JWT_ISSUER: 'https://issuer.example' } });
    const reply = await fetch(`${origin}${RESOURCE}`);
    expect(await reply.json()).toMatchObject({ authorization_servers: ['https://issuer.example'] });
  });

  const AUTH0 = { MCP_AUTH0_DOMAIN: 'shop.eu.auth0.com', MCP_AUTH0_CLIENT_ID: 'a' };
  test.each<[string, Record<string, string>]>([
    ['the client at the platform without its secret', { ...BASE, MCP_PAPI_OAUTH_CLIENT_ID: 'a' }],
    ['the client at Auth0 without its secret', { ...BASE, ...AUTH0 }],
    ['no base URL', { ...AUTH0, MCP_AUTH0_CLIENT_SECRET: 'b' }],
  ])('names the platform where browser sign-in is configured with %s', async (_, environment) => {
    const { origin, sandbox } = await httpBench({ environment });
    const reply = await fetch(`${origin}${RESOURCE}`);
    expect(await reply.json()).toMatchObject({ authorization_servers: [sandbox.url] });
    expect(await (await fetch(`${origin}${SERVER}`)).json()).toMatchObject({ issuer: sandbox.url });
  });
});

describe('the metadata of the authorization server', () => {
  test("is the platform's own, which is asked for it once in five minutes", async () => {
    const { origin, sandbox } = await httpBench();
    const ask = async () => (await fetch(`${origin}${SERVER}`)).json();
    const asked = () => sandbox.requests.filter(({ path }) => path === SERVER).length;
    const first = await ask();
    expect(first).toMatchObject({
      issuer: sandbox.url,
      authorization_endpoint: `${sandbox.url}/oauth/authorize`,
    });
    expect(await ask()).toEqual(first);
    expect(asked()).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 301_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await ask()).toEqual(first);
    expect(asked()).toBe(2);
  });

  test.each([
    ['is refused', 'answered 500', { status: 500, body: { issuer: 'https://papi.example' } }],
    ['names no issuer', 'issuer', { status: 200, body: { token_endpoint: 'https://papi.example/token' } }],
  ])(
    'that %s is answered 502, and the platform is asked again only after a while',
    async (_, logged, answer) => {
      const { origin, sandbox, logs } = await httpBench();
      sandbox.faults.add({ path: SERVER, ...answer });
      for (let i = 0; i < 2; i += 1) {
        const reply = await fetch(`${origin}${SERVER}`);
        expect(reply.status).toBe(502);
        expect(await reply.text()).toContain('could not be read. Try again in a moment.');
      }
      expect(sandbox.requests.filter(({ path }) => path === SERVER)).toHaveLength(1);
      const log = logs
        .join('')
        .split('\n')
        .find((line) => line.includes('sign_in_metadata_unavailable'));
      expect(log).toContain(logged);
    },
  );
});
