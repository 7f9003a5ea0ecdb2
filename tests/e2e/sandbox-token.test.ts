import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { authorized, post, toolCall } from '../server/http/http-bench.ts';
import { startProgram } from './program.ts';
import { startStdioServer } from './stdio-server.ts';

const REAL = 'a-real-token-of-the-platform';

/** Stands where the platform, its assistant, the registry and a proxy would; nothing may reach it. */
async function outside() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.setHeader('content-type', 'application/json').end('[]');
  });
  server.on('connect', ({ url }, socket) => {
    heard.push(`CONNECT ${url}`);
    socket.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = [
    'RW_API_URL',
    'RUNWHEN_AGENT_URL',
    'RUNWHEN_APP_URL',
    'RUNWHEN_REGISTRY_URL',
    'HTTP_PROXY',
    'HTTPS_PROXY',
  ];
  const environment = Object.fromEntries(names.map((name) => [name, url]));
  return { heard, environment: { ...environment, RUNWHEN_TOKEN: REAL } };
}

const workspace_name = 'checkout-prod';
const CALLS: [string, Record<string, unknown>][] = [
  ['list_workspaces', {}],
  ['workspace_chat', { workspace_name, message: 'Why does checkout fail?' }],
  ['search_registry', { search: 'kubernetes' }],
  ['run_slx', { workspace_name, slx_name: 'checkout-api-pods' }],
  ['create_chat_rule', { workspace_name, name: 'Be brief', rule_content: 'Answer in one sentence.' }],
];

test('over stdio the sandbox answers, and the token of the environment goes nowhere', async () => {
  const { heard, environment } = await outside();
  const server = await startStdioServer({ arguments: ['--sandbox'], environment });
  onTestFinished(() => server.close());
  for (const [tool, args] of CALLS) {
    expect(JSON.stringify(await server.call(tool, args)), tool).not.toContain(REAL);
  }
  expect(heard).toEqual([]);
  expect(server.stderr()).not.toContain(REAL);
});

test('over HTTP the sandbox answers its own token, and refuses a real one without asking anybody', async () => {
  const { heard, environment } = await outside();
  const running = startProgram(['serve', '--sandbox', '--transport', 'http', '--port', '0'], { environment });
  onTestFinished(() => void running.child.kill());
  const said = (field: string) => new RegExp(`"${field}":"([^"]+)"`).exec(running.stderr())?.[1];
  await vi.waitFor(() => expect(said('token')).toBeDefined(), { timeout: 20_000 });
  const [url, token] = [said('url')!, said('token')!];
  expect(token).not.toBe(REAL);
  for (const [tool, args] of CALLS) {
    const reply = await post(url, toolCall(tool, args), { headers: authorized(token) });
    expect([tool, reply.status, (await reply.text()).includes('"isError":true')]).toEqual([tool, 200, false]);
  }
  const refused = await post(url, toolCall('list_workspaces'), { headers: authorized(REAL) });
  expect(refused.status).toBe(401);
  expect(heard).toEqual([]);
  expect(running.stderr()).not.toContain(REAL);
});
