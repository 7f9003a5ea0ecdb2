import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { authorized, callTool, httpBench, post, toolCall } from './http-bench.ts';

const workspace_name = 'checkout-prod';
const ISSUES = toolCall('get_workspace_issues', { workspace_name });

describe('a server that is told to stop', () => {
  test('turns unhealthy and takes no new work, and lets calls in flight finish', async () => {
    const { url, origin, sandbox, stop } = await httpBench({ finishWithinMs: 20_000 });
    sandbox.faults.add({ path: /\/issues$/, delayMs: 2_000 });
    const call = callTool(url, sandbox.token, 'get_workspace_issues', { workspace_name });
    await vi.waitFor(
      async () =>
        expect(await (await fetch(`${origin}/metrics`)).text()).toContain('mcp_requests_in_flight 1'),
      { timeout: 10_000, interval: 20 },
    );
    const stopped = stop();
    const health = await fetch(`${origin}/health`);
    expect(health.status).toBe(503);
    expect(await health.text()).toContain('shutting down');
    expect((await fetch(`${origin}/livez`)).status).toBe(200);
    const refused = await post(url, ISSUES, { headers: authorized(sandbox.token) });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await call).results.length).toBeGreaterThan(0);
    await stopped;
    await expect(fetch(`${origin}/livez`)).rejects.toThrow();
  });

  test('cancels a call that takes too long, which answers with the handle of its run', async () => {
    const { url, sandbox, stop } = await httpBench({ finishWithinMs: 300 });
    sandbox.faults.add({ path: /run-?sessions\/\d+$/, method: 'GET', silenceMs: 60_000 });
    const run = { workspace_name, slx_name: 'checkout-api-pods' };
    const call = callTool(url, sandbox.token, 'run_slx', run);
    await vi.waitFor(
      () =>
        expect(sandbox.requests.some(({ method, path }) => method === 'POST' && /sessions/.test(path))).toBe(
          true,
        ),
      { timeout: 10_000 },
    );
    await stop();
    const { error } = await call;
    expect(error.code).toBe('cancelled');
    expect(error.detail.session_id).toEqual(expect.any(Number));
  });
});

describe('the process', () => {
  /** The built server on the embedded sandbox, and what it says first. */
  async function start(...flags: string[]) {
    const child = spawn(process.execPath, [
      resolve('dist/cli.js'),
      ...['serve', '--sandbox', '--transport', 'http', '--port', '0', ...flags],
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
    await vi.waitFor(() => expect(said).toContain('"event":"sandbox"'), 20_000);
    const lines = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { url } = lines.find(({ event }) => event === 'listening');
    const { token, executes_scripts } = lines.find(({ event }) => event === 'sandbox');
    return { child, url: url as string, token: token as string, executes_scripts };
  }

  test('serves the sandbox to whoever brings the token that it prints', async () => {
    const { url, token } = await start();
    expect((await post(url, ISSUES)).status).toBe(401);
    const workspaces = await callTool(url, token, 'list_workspaces');
    expect(JSON.stringify(workspaces)).toContain(workspace_name);
  });

  test('ends with exit code 0 on SIGTERM', async () => {
    const { child } = await start();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  test('executes no script for the sandbox unless it listens on loopback', async () => {
    const open = await start('--host', '0.0.0.0');
    expect(open.executes_scripts).toBe(false);
    const url = open.url.replace('0.0.0.0', '127.0.0.1');
    const run = { workspace_name, slx_name: 'checkout-api-pods' };
    const { error } = await callTool(url, open.token, 'run_slx', run);
    expect(error.status).toBe(503);
  });

  test('says why it cannot listen', async () => {
    const { url } = await start();
    const second = spawn(process.execPath, [
      resolve('dist/cli.js'),
      ...['serve', '--sandbox', '--transport', 'http', '--port', new URL(url).port],
    ]);
    let said = '';
    second.stderr.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(second, 'close');
    expect(code).toBe(1);
    expect(said).toContain('EADDRINUSE');
  });
});
