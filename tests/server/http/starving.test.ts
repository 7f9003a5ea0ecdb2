import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { setBounds } from '../../platform/bounds.ts';
import { sendJson, startServer } from '../../platform/http-server.ts';
import { authorized, httpBench, post, serve, toolCall } from './http-bench.ts';

/** A platform that knows the token `good` at once, and all others once it is let; its chats never end. */
async function slowPlatform(answering = Promise.resolve()) {
  let checking = 0;
  let mostChecking = 0;
  let chats = 0;
  const platform = await startServer((seen, response) => {
    const good = seen.headers.authorization?.startsWith('Bearer good');
    if (seen.url.includes('whoami') && !good) {
      mostChecking = Math.max(mostChecking, ++checking);
      void answering.then(() => {
        checking -= 1;
        sendJson(response, 401, {});
      });
    } else if (seen.url.includes('whoami'))
      sendJson(response, 200, { id: Number(seen.headers.authorization!.slice(-1)) });
    else if (seen.url.includes('chat-pro-sse')) {
      chats += 1;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': on\n\n');
    } else sendJson(response, 200, { count: 1, results: [{ id: 1, name: 'ws' }] });
  });
  const server = await serve(platform.url);
  onTestFinished(server.close);
  return { server, mostChecking: () => mostChecking, chats: () => chats };
}

const ask = (url: string, token: string, message: unknown = toolCall('list_workspaces')) =>
  post(url, message, { headers: authorized(token) });

describe('a caller whose token is known', () => {
  test('is served while made-up tokens are checked, few at a time, and answered 503 beyond a short queue', async () => {
    setBounds({ tokenChecks: 2, waitingTokenChecks: 5 });
    let answer = () => {};
    const { server, mostChecking } = await slowPlatform(new Promise((resolve) => (answer = resolve)));
    await (await ask(server.url, 'good1')).text();
    let checked = 0;
    const flood = Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const reply = await ask(server.url, `made-up-${index}`);
        if (reply.status === 401) checked += 1;
        return reply;
      }),
    );
    expect(await (await ask(server.url, 'good1')).text()).toContain('ws');
    expect(checked).toBe(0);
    answer();
    const statuses = (await flood).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(7);
    expect(statuses.filter((status) => status === 503)).toHaveLength(33);
    expect(mostChecking()).toBe(2);
  });

  test('is served while another has as many chats open as one may have', async () => {
    const { server, chats } = await slowPlatform();
    // Fewer than there are chats: on the connections of other calls they would hold all.
    setBounds({ connections: 4, callerConnections: 4 });
    const caller = new AbortController();
    const chat = toolCall('workspace_chat', { workspace_name: 'ws', message: 'why?' });
    const open = Array.from({ length: 20 }, () =>
      post(server.url, chat, { headers: authorized('good1'), signal: caller.signal }),
    );
    const ended = Promise.allSettled(open);
    onTestFinished(async () => {
      caller.abort();
      await ended;
    });
    await vi.waitFor(() => expect(chats()).toBe(20), { timeout: 5_000 });
    const asked = post(server.url, toolCall('list_workspaces'), {
      headers: authorized('good2'),
      signal: AbortSignal.timeout(5_000),
    });
    expect(await (await asked).text()).toContain('ws');
  });
});

describe('a batch', () => {
  test('counts as its members', async () => {
    const { url, sandbox } = await httpBench({ environment: { MCP_MAX_CALLS_PER_CALLER: '3' } });
    const batch = Array.from({ length: 5 }, (_, id) => ({ ...toolCall('list_workspaces'), id }));
    const text = await (await ask(url, sandbox.token, batch)).text();
    expect(text.match(/rate_limited/g)).toHaveLength(2);
    expect(text.match(/checkout-prod/g)!.length).toBeGreaterThanOrEqual(3);
    const again = await (await ask(url, sandbox.token, batch.slice(0, 3))).text();
    expect(again).not.toContain('rate_limited');
  });
});
