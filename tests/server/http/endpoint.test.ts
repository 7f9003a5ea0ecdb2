import { request } from 'node:http';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, test, vi } from 'vitest';
import { authorized, callTool, httpBench, lastMessage, post, sendRaw, toolCall } from './http-bench.ts';

const workspace_name = 'checkout-prod';
const RUN = { workspace_name, slx_name: 'checkout-api-pods' };
const ISSUES = toolCall('get_workspace_issues', { workspace_name });
const RUN_SESSION = /\/run-sessions\/\d+$|\/runsessions\/\d+$/;

/** The status that a POST with just these headers gets; `fetch` would add an `Accept` of its own. */
function send(url: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers }, (reply) => {
      resolve(reply.statusCode!);
      reply.resume();
    });
    outgoing.on('error', reject).end(body);
  });
}

describe('the MCP endpoint', () => {
  test('answers at /mcp/ as at /mcp, without a redirect', async () => {
    const { url, sandbox } = await httpBench();
    const headers = authorized(sandbox.token);
    for (const address of [url, `${url}/`]) {
      const reply = await post(address, ISSUES, { headers });
      expect(reply.redirected).toBe(false);
      expect(lastMessage(await reply.text()).result.isError).toBeUndefined();
    }
  });

  test.each([null, [], '', ' {}', '{"workspace_name": "checkout-prod"}'])(
    'takes the arguments %j for the object that is meant, alone and in a batch',
    async (given) => {
      const { url, sandbox } = await httpBench();
      const headers = authorized(sandbox.token);
      const name = JSON.stringify(given).includes('workspace') ? 'get_workspace_issues' : 'list_workspaces';
      const call = { ...toolCall(name), params: { name, arguments: given } };
      for (const body of [call, [call]]) {
        const answer = await (await post(url, body, { headers })).text();
        expect(answer).toContain(workspace_name);
      }
    },
  );

  test.each([[[1]], '[1]', '{', 'x', 7])('refuses the arguments %j', async (given) => {
    const { url, sandbox } = await httpBench();
    const call = { ...toolCall('list_workspaces'), params: { name: 'list_workspaces', arguments: given } };
    const reply = await post(url, call, { headers: authorized(sandbox.token) });
    expect(await reply.text()).toContain('"code":-32602');
  });

  test.each([
    '',
    'null',
    '42',
    '[]',
    '[[{}]]',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    '{"jsonrpc":"2.0"}',
  ])('answers a body that is no message (%#) with 400', async (body) => {
    const { url, sandbox } = await httpBench();
    expect((await post(url, body, { headers: authorized(sandbox.token) })).status).toBe(400);
  });

  test.each([
    undefined,
    '*/*',
    'Application/JSON, Text/Event-Stream',
    'application/*;q=0.5, text/*',
    'text/event-stream, */*;q=0.1',
  ])('answers a client that accepts %s', async (accept) => {
    const { url, sandbox } = await httpBench();
    const headers = { ...authorized(sandbox.token), 'content-type': 'application/json' };
    const reply = await send(url, { ...headers, ...(accept ? { accept } : {}) }, JSON.stringify(ISSUES));
    expect(reply).toBe(200);
  });

  test.each([
    'text/html',
    'application/json',
    '*/*, text/event-stream;q=0',
    'text/event-stream;q=0, application/json',
  ])('answers 406 to one that accepts %s, which has no form of its answers', async (accept) => {
    const { url, sandbox } = await httpBench();
    const headers = { ...authorized(sandbox.token), 'content-type': 'application/json', accept };
    expect(await send(url, headers, JSON.stringify(ISSUES))).toBe(406);
  });

  test('closes the connection of a client that asks for it', async () => {
    const { origin, sandbox } = await httpBench();
    const body = JSON.stringify(toolCall('list_workspaces'));
    const head = [
      'POST /mcp HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${sandbox.token}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ];
    const answer = await sendRaw(origin, `${head.join('\r\n')}\r\n\r\n${body}`);
    expect(answer).toContain('checkout-prod');
  });

  test('sends progress while a tool runs', async () => {
    const { url, sandbox } = await httpBench();
    const message = toolCall('run_slx', RUN, { progressToken: 'p-1' });
    const reply = await post(url, message, { headers: authorized(sandbox.token) });
    const methods = (await reply.text())
      .split('\n')
      .filter((line) => line.startsWith('data: {'))
      .map((line) => JSON.parse(line.slice('data: '.length)).method);
    expect(methods[0]).toBe('notifications/progress');
    expect(methods.at(-1)).toBeUndefined();
    expect(reply.headers.get('x-accel-buffering')).toBe('no');
  });

  test.each(['legacy', { pin: '2026-07-28' }] as const)(
    'ends the work of a client that goes away (%o)',
    async (mode) => {
      const { url, origin, sandbox } = await httpBench();
      sandbox.faults.add({ path: /\/issues$/, silenceMs: 60_000 });
      const client = new Client({ name: 'leaver', version: '1.0.0' }, { versionNegotiation: { mode } });
      await client.connect(
        new StreamableHTTPClientTransport(new URL(url), {
          requestInit: { headers: authorized(sandbox.token) },
        }),
      );
      const leave = new AbortController();
      const call = client.callTool(
        { name: 'get_workspace_issues', arguments: { workspace_name } },
        { signal: leave.signal },
      );
      call.catch(() => {});
      await vi.waitFor(() =>
        expect(sandbox.requests.some(({ path }) => path === '/api/v3/workspaces')).toBe(true),
      );
      leave.abort();
      await client.close();
      await vi.waitFor(async () => {
        const metrics = await (await fetch(`${origin}/metrics`)).text();
        expect(metrics).toContain('{tool="get_workspace_issues",outcome="cancelled"} 1');
        expect(metrics).toContain('mcp_requests_in_flight 0');
      });
    },
  );

  test('ends the work of a client whose connection breaks', async () => {
    const { url, origin, sandbox } = await httpBench();
    sandbox.faults.add({ path: /\/issues$/, silenceMs: 60_000 });
    const leave = new AbortController();
    const call = post(url, ISSUES, { headers: authorized(sandbox.token), signal: leave.signal });
    call.catch(() => {});
    const metrics = async () => (await fetch(`${origin}/metrics`)).text();
    await vi.waitFor(async () => expect(await metrics()).toContain('mcp_requests_in_flight 1'));
    leave.abort();
    await vi.waitFor(async () => expect(await metrics()).toContain('outcome="cancelled"} 1'));
  });

  test('answers GET, and anything else that is no message, with 405', async () => {
    const { url, sandbox } = await httpBench();
    const reply = await fetch(url, { headers: authorized(sandbox.token) });
    expect(reply.status).toBe(405);
  });
});

describe('a token that the platform stops accepting', () => {
  const REFUSED = { status: 401, body: { detail: 'Token is expired' } };

  test('before anything was answered makes the answer 401', async () => {
    const { url, origin, sandbox } = await httpBench();
    sandbox.faults.add({ path: /\/issues$/, ...REFUSED });
    const reply = await post(url, ISSUES, { headers: authorized(sandbox.token) });
    expect(reply.status).toBe(401);
    expect(reply.headers.get('www-authenticate')).toContain(
      `resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`,
    );
  });

  test('after a run was started is an error that names the run', async () => {
    const { url, sandbox } = await httpBench();
    sandbox.faults.add({ path: RUN_SESSION, method: 'GET', ...REFUSED });
    const message = toolCall('run_slx', RUN, { progressToken: 'p-1' });
    const reply = await post(url, message, { headers: authorized(sandbox.token) });
    expect(reply.status).toBe(200);
    const { result } = lastMessage(await reply.text());
    expect(result.isError).toBe(true);
    const { error } = JSON.parse(result.content[0].text);
    expect(error).toMatchObject({ status: 401, detail: { session_id: expect.any(Number) } });
  });
});

describe('a probe', () => {
  test('finds the process alive', async () => {
    const { origin } = await httpBench();
    expect((await fetch(`${origin}/livez`)).status).toBe(200);
  });

  test('learns version and uptime, and no address', async () => {
    const { origin } = await httpBench();
    const reply = await fetch(`${origin}/health`);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      uptime_s: expect.any(Number),
    });
  });

  test.each([
    [{ MCP_PAPI_OAUTH_CLIENT_ID: 'mcp' }, 'MCP_PAPI_OAUTH_CLIENT_SECRET and MCP_BASE_URL'],
    [{ MCP_PAPI_OAUTH_CLIENT_ID: 'mcp', MCP_PAPI_OAUTH_CLIENT_SECRET: 's' }, 'MCP_BASE_URL'],
  ])('learns which settings are missing', async (environment, missing) => {
    const { origin } = await httpBench({ environment: environment as unknown as Record<string, string> });
    const reply = await fetch(`${origin}/health`);
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({
      status: 'unavailable',
      reason: `Browser sign-in also needs ${missing}.`,
    });
  });

  test('reads what was called, how it ended, and what was asked of the platform', async () => {
    const { url, origin, sandbox } = await httpBench();
    await callTool(url, sandbox.token, 'list_workspaces');
    await callTool(url, sandbox.token, 'get_workspace_issues', { workspace_name: 'nowhere' });
    const reply = await fetch(`${origin}/metrics`);
    expect(reply.headers.get('content-type')).toContain('version=0.0.4');
    const text = await reply.text();
    expect(text).toContain('mcp_tool_calls_total{tool="list_workspaces",outcome="ok"} 1');
    expect(text).toContain('mcp_tool_calls_total{tool="get_workspace_issues",outcome="invalid_arguments"} 1');
    expect(text).toContain('mcp_tool_call_duration_seconds_count{tool="list_workspaces"} 1');
    expect(text).toMatch(/^runwhen_requests_total\{method="GET",status="200"\} [1-9]/m);
    expect(
      text.split('\n').every((line) => line === '' || /^(# |[a-z_]\w*(\{.*\})? ([\d.e+-]+|Nan)$)/.test(line)),
    ).toBe(true);
  });
});

test('metrics tell the build, the process, and how HTTP requests were answered', async () => {
  const { url, origin, sandbox } = await httpBench();
  await post(url, ISSUES);
  await (await post(url, ISSUES, { headers: authorized(sandbox.token) })).text();
  sandbox.faults.add({ path: /\/issues$/, status: 401, body: { detail: 'Token is expired' } });
  await post(url, ISSUES, { headers: authorized(sandbox.token) });
  await fetch(`${origin}/nothing/a-token-in-the-path`);
  await fetch(`${origin}/livez`, { method: 'PURGE' });
  const text = await (await fetch(`${origin}/metrics`)).text();
  expect(text).toContain('mcp_http_requests_total{route="/mcp",method="POST",status="200"} 1');
  expect(text).toContain('mcp_http_requests_total{route="/mcp",method="POST",status="401"} 2');
  expect(text).toContain('mcp_http_requests_total{route="other",method="GET",status="404"} 1');
  expect(text).toContain('mcp_http_requests_total{route="/livez",method="other",status="405"} 1');
  expect(text).toMatch(/^mcp_build_info\{version="\d+\.\d+\.\d+[^"]*",node="v\d+[^"]*"\} 1$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds [\d.e-]+$/m);
  expect(text).not.toContain('a-token-in-the-path');
});

test('an address without anything says where MCP is', async () => {
  const { origin } = await httpBench();
  const reply = await fetch(`${origin}/sse`);
  expect(reply.status).toBe(404);
  expect(await reply.text()).toContain('/mcp');
});
