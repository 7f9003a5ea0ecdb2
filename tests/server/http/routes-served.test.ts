import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { authorized, httpBench } from './http-bench.ts';

interface Answer {
  status: number;
  allow: string | undefined;
  body: string;
}

/** Sends the target as it is: `fetch` would take the dots out of it first. */
function send(origin: string, method: string, path: string, headers = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path, headers }, (reply) => {
      let body = '';
      reply.on('data', (chunk) => {
        body += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode!, allow: reply.headers.allow, body }));
    });
    outgoing.on('error', reject).end();
  });
}

const SIGN_IN = {
  MCP_PAPI_OAUTH_CLIENT_ID: 'mcp',
  MCP_PAPI_OAUTH_CLIENT_SECRET: 'secret',
  MCP_BASE_URL: 'http://localhost',
};

const ROUTES: [string, string[]][] = [
  ['/livez', ['GET']],
  ['/health', ['GET']],
  ['/metrics', ['GET']],
  ['/.well-known/oauth-protected-resource', ['GET']],
  ['/.well-known/oauth-protected-resource/mcp', ['GET']],
  ['/.well-known/oauth-authorization-server', ['GET']],
  ['/register', ['POST']],
  ['/authorize', ['GET', 'POST']],
  ['/auth/callback', ['GET']],
  ['/token', ['POST']],
  ['/mcp', ['POST']],
  ['/mcp/', ['POST']],
];

describe.each(ROUTES)('%s', (path, methods) => {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
  const named = (answer: Answer) => answer.allow?.split(', ').sort();

  test('says to OPTIONS what it takes, also without a token', async () => {
    const { origin } = await httpBench({ environment: SIGN_IN });
    const answer = await send(origin, 'OPTIONS', path);
    expect([answer.status, named(answer), answer.body]).toEqual([204, allow, '']);
  });

  test('answers every other method 405 with what it takes', async () => {
    const { origin, sandbox } = await httpBench({ environment: SIGN_IN });
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE']) {
      if (methods.includes(method)) continue;
      const answer = await send(origin, method, path, authorized(sandbox.token));
      expect([method, answer.status], path).toEqual([method, 405]);
      expect(named(answer)).toEqual(path.startsWith('/mcp') && method !== 'TRACE' ? ['POST'] : allow);
    }
  });
});

test('where nothing is, every method is answered 404', async () => {
  const { origin } = await httpBench();
  for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
    expect((await send(origin, method, '/nothing')).status).toBe(404);
  }
});

test.each([
  '/mcp/../metrics',
  '/mcp/./../metrics',
  '/mcp/%2e%2e/metrics',
  '/mcp/.%2E/metrics',
  '/mcp/..%2fmetrics',
  '/%6detrics',
  '/%6Detrics',
  '/./metrics',
  '//metrics',
  '/mcp//../metrics',
  '/mcp/..',
  'http://127.0.0.1/mcp/../metrics',
])('%s is no other way to what is served', async (path) => {
  const { origin } = await httpBench();
  const { status, body } = await send(origin, 'GET', path);
  expect(status).toBe(404);
  expect(body).not.toContain('mcp_tool_calls_total');
});

test.each(['/metrics', '/metrics?x=../..', '/metrics?%6d=/../', 'http://127.0.0.1/metrics'])(
  '%s is served',
  async (path) => {
    const { origin } = await httpBench();
    expect((await send(origin, 'GET', path)).status).toBe(200);
  },
);
