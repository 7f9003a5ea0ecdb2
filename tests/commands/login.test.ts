import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { runHere } from './run-here.ts';

vi.setConfig({ testTimeout: 120_000 });

let sandbox: Sandbox;
let home: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => {
  vi.unstubAllEnvs();
  return sandbox.close();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
  return () => rmSync(home, { recursive: true });
});

/** Runs the program as a user of that home, with a text on standard input. */
async function run(args: string[], input = '', environment: Record<string, string> = {}) {
  vi.unstubAllEnvs();
  // No PATH, so that no keychain of this machine is asked.
  const user = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    APPDATA: home,
    PATH: '',
    RUNWHEN_TOKEN: '',
    RW_API_URL: '',
  };
  for (const [name, value] of Object.entries({ ...user, ...environment })) vi.stubEnv(name, value);
  return runHere(args, input);
}

const signIn = (token = sandbox.token, ...more: string[]) =>
  run(['login', '--api-url', sandbox.url, ...more], `${token}\n`);

describe('login', () => {
  test('keeps a token that the platform takes, for commands and for the server', async () => {
    const { code, stdout } = await signIn();
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('as Ada Admin') });
    expect(stdout).not.toContain(sandbox.token);
    const listed = await run(['call', 'list_workspaces']);
    expect(listed.stdout).toContain('checkout-prod');
    const whoami = await run(['whoami', '--api-url', sandbox.url]);
    expect(JSON.parse(whoami.stdout)).toMatchObject({ name: 'Ada Admin', platform: sandbox.url });
    expect(whoami.stdout).not.toContain(sandbox.token);
  });

  test.each([
    ['refused by the platform', 'wrong', 'does not accept the token'],
    ['empty', '', 'There is no token'],
    ['of several lines', 'one\ntwo', 'more than a token'],
  ])('keeps no token that is %s', async (_, token, said) => {
    const { code, stderr } = await signIn(token);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
    expect((await run(['whoami'])).stderr).toContain('Nobody is signed in');
  });

  test('gives way to RUNWHEN_TOKEN', async () => {
    await signIn();
    const environment = { RUNWHEN_TOKEN: sandbox.tokens.readonly, RW_API_URL: sandbox.url };
    const { stdout } = await run(['whoami'], '', environment);
    expect(JSON.parse(stdout)).toMatchObject({ from: 'RUNWHEN_TOKEN' });
    expect(JSON.parse(stdout).name).not.toBe('Ada Admin');
  });
});

describe('a kept token is sent to no other address', () => {
  const seen: (string | undefined)[] = [];
  const listener = createServer((request: IncomingMessage, reply) => {
    seen.push(request.headers.authorization);
    reply.end('{}');
  });
  let elsewhere: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => listener.close(resolve)));

  test.each([
    ['another platform', () => ({ RW_API_URL: elsewhere })],
    ['another assistant', () => ({ RW_API_URL: sandbox.url, RUNWHEN_AGENT_URL: elsewhere })],
    ['another assistant alone', () => ({ RUNWHEN_AGENT_URL: elsewhere })],
  ])('where the environment names %s', async (_, environment) => {
    await signIn();
    const question = ['workspace_name=checkout-prod', 'message=What is wrong?'];
    await run(['call', 'workspace_chat', ...question], '', environment());
    await run(['call', 'list_workspaces'], '', environment());
    expect(seen.filter((header) => header !== undefined)).toEqual([]);
  });
});

describe('logout', () => {
  test('removes it', async () => {
    await signIn();
    expect((await run(['logout'])).stdout).toContain(`Removed the login for ${sandbox.url}.`);
    expect((await run(['whoami'])).stderr).toContain('Nobody is signed in');
    expect((await run(['logout'])).stderr).toContain('There is no login.');
    expect(existsSync(join(home, '.config/runwhen-platform-mcp'))).toBe(false);
  });

  test('speaks of a token that stays good only where it removed one', async () => {
    await signIn();
    expect((await run(['logout'])).stdout).toContain('stays good until you revoke it');
    const { stdout } = await run(['logout', '--api-url', sandbox.url]);
    expect(stdout).toBe(`There was no login for ${sandbox.url}.\n`);
  });
});
