import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { allowedHosts, allowedOrigins, protectsHosts } from '../../../src/server/http/hosts.ts';
import { authorized, type HttpBench, httpBench, post, sendRaw } from './http-bench.ts';

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

const settings = (environment: Record<string, string>) => loadConfig({ environment, workingDirectory: '/' });

describe('the hosts and origins beside loopback', () => {
  test('are none when nothing is set', () => {
    expect(allowedHosts(settings({}))).toEqual([]);
    expect(allowedOrigins(settings({}))).toEqual([]);
  });

  test('are the configured ones, then the one of the base URL, each once and without a port', () => {
    const config = settings({
      MCP_ALLOWED_HOSTS: 'mcp.internal:8443, mcp.example.com',
      MCP_BASE_URL: 'https://mcp.example.com:9443',
    });
    expect(allowedHosts(config)).toEqual(['mcp.internal', 'mcp.example.com']);
  });

  test('have the scheme of the base URL', () => {
    const config = settings({ MCP_ALLOWED_HOSTS: 'mcp.internal', MCP_BASE_URL: 'https://mcp.example.com' });
    expect(allowedOrigins(config)).toEqual(['https://mcp.internal', 'https://mcp.example.com']);
  });

  test('have both schemes without a base URL', () => {
    expect(allowedOrigins(settings({ MCP_ALLOWED_HOSTS: 'mcp.internal' }))).toEqual([
      'http://mcp.internal',
      'https://mcp.internal',
    ]);
  });

  test('may be IPv6 addresses', () => {
    expect(allowedHosts(settings({ MCP_ALLOWED_HOSTS: '[2001:db8::1]:8000' }))).toEqual(['[2001:db8::1]']);
  });

  test.each(['https://mcp.example.com/', 'a b', 'mcp.example.com/mcp'])('cannot be %j', (value) => {
    expect(() => settings({ MCP_TRANSPORT: 'http', MCP_ALLOWED_HOSTS: value })).toThrow(
      'MCP_ALLOWED_HOSTS takes host names',
    );
  });
});

/** Sends a request with any `Host`, which `fetch` would not. */
function send(bench: HttpBench, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const outgoing = request(`${bench.origin}${path}`, { headers }, (reply) => {
      let body = '';
      reply.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode!, body }));
    });
    outgoing.on('error', reject).end();
  });
}

const environment = {
  MCP_ALLOWED_HOSTS: 'mcp.internal,[2001:db8::1]',
  MCP_BASE_URL: 'https://mcp.example.com',
};

describe('MCP_HOST_ORIGIN_PROTECTION=false', () => {
  const OFF = { MCP_HOST_ORIGIN_PROTECTION: 'false' };
  const SERVED = { ...OFF, MCP_HOST: '0.0.0.0', MCP_BASE_URL: 'https://mcp.example.com' };
  const ELSEWHERE = { host: 'evil.example', origin: 'https://evil.example' };

  test('leaves hosts and origins to the proxy, and still asks for a token', async () => {
    const bench = await httpBench({ environment: SERVED });
    const origin = bench.origin.replace('0.0.0.0', '127.0.0.1');
    expect((await send({ ...bench, origin }, '/mcp', ELSEWHERE)).status).toBe(401);
  });

  test.each([
    ['on loopback', { ...SERVED, MCP_HOST: '127.0.0.1' }],
    ['without a base URL', { ...OFF, MCP_HOST: '0.0.0.0' }],
    ['in the sandbox', { ...SERVED, RUNWHEN_SANDBOX: 'true' }],
    ['where it is not said', { MCP_HOST: '0.0.0.0', MCP_BASE_URL: 'https://mcp.example.com' }],
  ])('is not followed %s', (_, given) => {
    expect(protectsHosts(settings(given))).toBe(true);
  });
});

describe('a request for the host', () => {
  test.each([
    'localhost:1234',
    '127.0.0.1',
    '[::1]:8000',
    'mcp.internal',
    'mcp.internal:80',
    '[2001:db8::1]',
    'mcp.example.com',
  ])('%s is heard', async (host) => {
    const bench = await httpBench({ environment });
    expect((await send(bench, '/mcp', { host })).status).toBe(401);
  });

  test.each([
    'evil.example',
    'mcp.example.com.evil.example',
    '[2001:db8::2]',
    '10.0.0.1',
    'localhost.evil.example',
  ])('%s is refused with what to set', async (host) => {
    const bench = await httpBench({ environment });
    const { status, body } = await send(bench, '/mcp', { host });
    expect(status).toBe(421);
    expect(body).toContain('MCP_ALLOWED_HOSTS');
    expect(bench.sandbox.requests).toEqual([]);
  });

  test('of the whole address that it asks for is checked, not the one of `Host`', async () => {
    const { origin } = await httpBench();
    const ask = (host: string) =>
      sendRaw(origin, `POST http://${host}/mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(await ask('evil.example')).toContain(' 421 ');
    expect(await ask('localhost:80')).toContain(' 401 ');
  });

  test('need not be named by a client of HTTP/1.0', async () => {
    const { origin } = await httpBench();
    expect(await sendRaw(origin, 'GET /health HTTP/1.0\r\n\r\n')).toContain(' 200 ');
    const called = await sendRaw(origin, 'POST /mcp HTTP/1.0\r\n\r\n');
    expect(called).toContain(' 401 ');
    expect(called).toContain('resource_metadata="http://localhost/.well-known/oauth-protected-resource/mcp"');
  });

  test('of a probe may be any', async () => {
    const bench = await httpBench();
    for (const path of ['/livez', '/health', '/metrics']) {
      expect((await send(bench, path, { host: '10.1.2.3:8000' })).status, path).toBe(200);
    }
  });
});

describe('a page of the origin', () => {
  test.each([
    'http://localhost:6274',
    'http://[::1]:3000',
    'https://mcp.example.com',
    'https://mcp.internal:8443',
  ])('%s is heard', async (origin) => {
    const bench = await httpBench({ environment });
    expect((await send(bench, '/mcp', { origin })).status).toBe(401);
  });

  test.each([
    'https://evil.example',
    'http://mcp.example.com',
    'null',
    'https://mcp.example.com.evil.example',
  ])('%s is refused with what to set', async (origin) => {
    const bench = await httpBench({ environment });
    const { status, body } = await send(bench, '/mcp', { origin });
    expect(status).toBe(403);
    expect(body).toContain('MCP_ALLOWED_ORIGINS');
  });
});

describe('a desktop application of the origin', () => {
  test.each(['tauri://localhost', 'vscode-webview://1a2b3c', 'app://obsidian.md'])(
    '%s is heard where it is allowed, and only there',
    async (origin) => {
      const allowing = await httpBench({ environment: { MCP_ALLOWED_ORIGINS: origin } });
      expect((await send(allowing, '/mcp', { origin })).status).toBe(401);
      expect((await send(await httpBench(), '/mcp', { origin })).status).toBe(403);
      expect((await send(allowing, '/mcp', { origin: 'null' })).status).toBe(403);
    },
  );
});

describe('CORS', () => {
  const origin = 'https://app.example.com';

  test('is off where it is not configured', async () => {
    const bench = await httpBench();
    const reply = await fetch(`${bench.origin}/.well-known/oauth-protected-resource/mcp`);
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('lets a configured page ask, call and read the challenge', async () => {
    const bench = await httpBench({ environment: { MCP_ALLOWED_ORIGINS: origin } });
    const asked = await fetch(bench.url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,mcp-protocol-version',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    const refused = await post(bench.url, LIST, { headers: { origin } });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
    const headers = { origin, ...authorized(bench.sandbox.token) };
    const served = await post(bench.url, LIST, { headers });
    expect(served.status).toBe(200);
    expect(served.headers.get('access-control-allow-origin')).toBe(origin);
  });
});
