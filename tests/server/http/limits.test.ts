import { describe, expect, test } from 'vitest';
import { createCallsInFlight } from '../../../src/server/http/calls-in-flight.ts';
import { authorized, httpBench, post, sendRaw, toolCall } from './http-bench.ts';

const ISSUES = toolCall('get_workspace_issues', { workspace_name: 'checkout-prod' });
const SLOW = { path: /\/issues$/, delayMs: 400 };

describe('a body', () => {
  const message = (bytes: number) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { pad: 'x'.repeat(bytes) } });

  test('of less than 4 MB is read', async () => {
    const { url, sandbox } = await httpBench();
    const reply = await post(url, message(4_000_000), { headers: authorized(sandbox.token) });
    expect(reply.status).toBe(200);
  });

  test('of more than 4 MB is answered 413', async () => {
    const { url, sandbox } = await httpBench();
    const reply = await post(url, message(4_300_000), { headers: authorized(sandbox.token) });
    expect(reply.status).toBe(413);
  });

  test('that is not JSON is answered 400 or 415', async () => {
    const { url, sandbox } = await httpBench();
    const headers = authorized(sandbox.token);
    expect((await post(url, '{"jsonrpc"', { headers })).status).toBe(400);
    expect((await post(url, 'a=b', { headers: { ...headers, 'content-type': 'text/plain' } })).status).toBe(
      415,
    );
  });

  test('that is encoded is answered 415 with the encoding that is read', async () => {
    const { url, sandbox } = await httpBench();
    const headers = (encoding: string) => ({ ...authorized(sandbox.token), 'content-encoding': encoding });
    const packed = await post(url, 'x', { headers: headers('gzip') });
    expect([packed.status, packed.headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect((await post(url, message(1), { headers: headers('Identity') })).status).toBe(200);
  });
});

describe('a client that sends too slowly', () => {
  const limits = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 50 };

  test('its headers is dropped', async () => {
    const { origin } = await httpBench({ limits });
    expect(await sendRaw(origin, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n')).toContain(' 408 ');
  });

  test('its body is dropped', async () => {
    const { origin, sandbox } = await httpBench({ limits });
    const head = [
      'POST /mcp HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${sandbox.token}`,
      'Content-Type: application/json',
      'Content-Length: 1000',
    ];
    expect(await sendRaw(origin, `${head.join('\r\n')}\r\n\r\n{"jsonrpc":`)).toMatch(/ (408|400) /);
  });
});

describe('calls in flight', () => {
  test('of one caller beyond the limit are answered 429, those of another are served', async () => {
    const { url, sandbox } = await httpBench({ environment: { MCP_MAX_CALLS_PER_CALLER: '2' } });
    sandbox.faults.add(SLOW);
    const calls = Array.from({ length: 5 }, () => post(url, ISSUES, { headers: authorized(sandbox.token) }));
    const other = await post(url, ISSUES, { headers: authorized(sandbox.tokens.readonly) });
    const replies = await Promise.all(calls);
    const statuses = replies.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 200, 429, 429, 429]);
    const refused = replies.find(({ status }) => status === 429)!;
    expect(await refused.text()).toContain('MCP_MAX_CALLS_PER_CALLER');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(other.status).toBe(200);
  });

  test('that have ended make room for others', async () => {
    const { url, sandbox } = await httpBench({ environment: { MCP_MAX_CALLS_PER_CALLER: '1' } });
    for (let i = 0; i < 3; i += 1) {
      const reply = await post(url, ISSUES, { headers: authorized(sandbox.token) });
      expect(reply.status).toBe(200);
      await reply.text();
    }
  });

  test('are counted until each has left, and only once', () => {
    const calls = createCallsInFlight(2);
    const first = calls.enter('ada', { waits: false })!;
    calls.enter('ada', { waits: false });
    expect(calls.enter('ada', { waits: false })).toBeUndefined();
    first.leave(false);
    first.leave(false);
    expect(calls.size()).toBe(1);
    expect(calls.enter('ada', { waits: false })).toBeDefined();
    expect(calls.enter('ada', { waits: false })).toBeUndefined();
  });
});
