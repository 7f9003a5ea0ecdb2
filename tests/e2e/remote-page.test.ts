import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, test, vi } from 'vitest';
import { proseDocuments } from '../content/documents.ts';
import { ADA } from '../server/http/oauth/bench.ts';
import { createBrowser } from '../server/http/oauth/browser.ts';
import { newProvider } from '../server/http/oauth/provider.ts';
import { runProgram } from './program.ts';
import { PROGRAM, temporaryDirectory } from './stdio-server.ts';

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return String(port);
}

/** The commands of a section of docs/remote.md, in order. */
function commandsBelow(heading: string): string[] {
  const page = proseDocuments().find(({ path }) => path === 'docs/remote.md')!;
  const lines = page.text.split('\n');
  const from = lines.indexOf(heading) + 1;
  expect(from).toBeGreaterThan(0);
  const next = lines.findIndex((line, at) => at >= from && /^#+ /.test(line));
  return page.fences
    .filter(({ language, line }) => language === 'bash' && line > from && line <= next)
    .map(({ text }) => text.trim());
}

test('browser sign-in with no account, word by word as the page says', { timeout: 120_000 }, async () => {
  const directory = temporaryDirectory();
  const [sandboxPort, serverPort] = [await freePort(), await freePort()];
  const started: ChildProcess[] = [];
  const { PATH = '', HOME = '' } = process.env;
  try {
    const commands = commandsBelow('### Try it with no account');
    expect(commands).toHaveLength(2);
    const [origin, platform] = [`http://127.0.0.1:${serverPort}`, `http://127.0.0.1:${sandboxPort}`];
    for (const command of commands) {
      const here = command
        .replace(/npx -y runwhen-platform-mcp|node dist\/cli\.js/, `node "${PROGRAM}"`)
        .replaceAll('8080', sandboxPort)
        .replaceAll('8000', serverPort);
      const options = { cwd: directory.path, env: { PATH, HOME }, detached: true };
      started.push(spawn('bash', ['-c', here], { ...options, stdio: 'ignore' }));
      const ready = started.length === 1 ? platform : `${origin}/livez`;
      await vi.waitFor(() => fetch(ready), { timeout: 50_000, interval: 200 });
    }
    expect(readFileSync(join(directory.path, 'sandbox.env'), 'utf8')).toContain(
      'MCP_PAPI_OAUTH_CLIENT_SECRET=',
    );

    const provider = newProvider();
    const transport = () =>
      new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { authProvider: provider });
    const newClient = () => new Client({ name: 'reader', version: '1' });
    await expect(newClient().connect(transport())).rejects.toThrow();
    const browser = createBrowser(({ origin: to, href }) =>
      [origin, platform].includes(to) ? href : undefined,
    );
    const login = await browser.submit(await browser.open(provider.kept.url!.href), ['decision', 'allow']);
    const back = await browser.submit(login, ['user', ADA]);
    await transport().finishAuth(back.url.searchParams);
    const client = newClient();
    await client.connect(transport());
    const { content } = await client.callTool({ name: 'list_workspaces', arguments: {} });
    expect(JSON.stringify(content)).toContain('checkout-prod');
    await client.close();
  } finally {
    for (const { pid } of started) if (pid) process.kill(-pid, 'SIGTERM');
    directory.remove();
  }
});

test('sandbox refuses an address that nobody can be sent back to', async () => {
  const { code, stderr } = await runProgram(['sandbox', '--port', '0', '--oauth-redirect', 'my-server']);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('such as http://127.0.0.1:8000/auth/callback'),
  });
});
