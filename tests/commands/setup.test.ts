import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse as parseToml } from '@decimalturn/toml-patch';
import { parse as parseJsonc } from 'jsonc-parser';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { HOSTS, type HostForm, hostForm } from '../../src/hosts/host-table.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { runHere } from './run-here.ts';

vi.setConfig({ testTimeout: 120_000 });

let sandbox: Sandbox;
let home: string;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'home-'));
  const user = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    APPDATA: home,
    PATH: '',
    RW_API_URL: '',
    RUNWHEN_TOKEN: '',
  };
  for (const [name, value] of Object.entries(user)) vi.stubEnv(name, value);
  return () => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  };
});

const WRITTEN = (Object.entries(HOSTS) as [keyof typeof HOSTS, HostForm][]).filter(([, { file }]) => file);
const fileOf = (host: keyof typeof HOSTS) =>
  hostForm(host).file!({ platform: process.platform, home, appData: home });

function put(host: keyof typeof HOSTS, text: string): string {
  mkdirSync(dirname(fileOf(host)), { recursive: true });
  writeFileSync(fileOf(host), text);
  return fileOf(host);
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

const OTHERS: Record<HostForm['language'], string> = {
  json: '{\n\t// mine\n\t"theme": "dark",\n\t"KEY": {\n\t\t"other": { "command": "x", "args": [] } // keep\n\t},\n}\n',
  toml: '# mine\nmodel = "x"\n\n[mcp_servers.other] # keep\ncommand = "x"\n\n[projects."/a"]\ntrust_level = "trusted"\n',
  yaml: '',
};
const othersOf = (host: keyof typeof HOSTS) =>
  OTHERS[hostForm(host).language].replace('KEY', hostForm(host).keys[0]!);

describe.each(WRITTEN)('setup %s', (host, form) => {
  const read = (text: string) =>
    (form.language === 'toml' ? parseToml(text) : parseJsonc(text)) as Record<string, Record<string, object>>;

  test('writes a server where there was nothing, is repeatable, and leaves no trace once removed', async () => {
    const first = await runHere(['--sandbox', 'setup', host, '--yes']);
    expect(first.code).toBe(0);
    const text = readFileSync(fileOf(host), 'utf8');
    const entry = read(text)[form.keys[0]!]!.runwhen;
    expect(entry).toMatchObject({
      command: process.execPath,
      args: [expect.stringMatching(/dist.cli\.js$/), '--sandbox'],
    });
    expect(statSync(fileOf(host)).mode & 0o777).toBe(0o600);
    expect((await runHere(['--sandbox', 'setup', host, '--yes'])).stdout).toContain('has it already');
    expect(readFileSync(fileOf(host), 'utf8')).toBe(text);
    expect((await runHere(['setup', host, '--remove', '--yes'])).code).toBe(0);
    expect(filesBelow(home)).toEqual([]);
  });

  test('changes nothing of others, keeps a copy, and puts everything back to the letter', async () => {
    const mine = othersOf(host);
    const path = put(host, mine);
    const { stdout } = await runHere(['--sandbox', 'setup', host, '--yes']);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('mine');
    expect(text).toContain('keep');
    expect(Object.keys(read(text)[form.keys[0]!]!)).toEqual(expect.arrayContaining(['other', 'runwhen']));
    expect(stdout).toContain(`${path}.before-runwhen`);
    expect(readFileSync(`${path}.before-runwhen`, 'utf8')).toBe(mine);
    await runHere(['setup', host, '--remove', '--yes']);
    expect(readFileSync(path, 'utf8')).toBe(mine);
    expect(filesBelow(home)).toHaveLength(1);
  });
});

describe('setup codex', () => {
  test.each([
    ['at the end under a heading of its own', '[mcp_servers.other]\ncommand = "x"'],
    ['into a section that is one value', 'mcp_servers = { other = { command = "x" } }\n'],
  ])('writes %s', async (_, mine) => {
    const path = put('codex', mine);
    await runHere(['--sandbox', 'setup', 'codex', '--yes']);
    const text = readFileSync(path, 'utf8');
    expect(Object.keys((parseToml(text) as Record<string, object>).mcp_servers!)).toEqual(
      expect.arrayContaining(['other', 'runwhen']),
    );
    expect(text.endsWith('\n')).toBe(true);
    await runHere(['setup', 'codex', '--remove', '--yes']);
    expect(readFileSync(path, 'utf8')).toBe(mine);
  });
});

describe('setup', () => {
  test('checks the token, keeps it, and writes none into the settings', async () => {
    const args = [
      'setup',
      'cursor',
      '--yes',
      '--api-url',
      sandbox.url,
      '--workspace',
      'checkout-prod',
      '--label',
      'Prod',
    ];
    const { code, stdout } = await runHere(args, `${sandbox.token}\n`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Signed in as Ada Admin') });
    const text = readFileSync(fileOf('cursor'), 'utf8');
    expect(stdout + text).not.toContain(sandbox.token);
    const env = { RW_API_URL: sandbox.url, DEFAULT_WORKSPACE: 'checkout-prod', MCP_SERVER_LABEL: 'Prod' };
    expect(parseJsonc(text).mcpServers['runwhen-prod'].env).toEqual(env);
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect((await runHere(['call', 'get_workspace_issues'])).code).toBe(0);
  });

  test.each([
    ['a token that is refused', [], 'wrong', 'does not accept'],
    ['a workspace that it does not see', ['--workspace', 'nope'], '', 'sees no workspace nope'],
  ])('writes nothing for %s', async (_, more, token, said) => {
    const { code, stderr } = await runHere(
      ['setup', 'cursor', '--yes', '--api-url', sandbox.url, ...more],
      token || sandbox.token,
    );
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
    expect(filesBelow(home)).toEqual([]);
  });

  test('only shows the change where nobody agreed', async () => {
    const { code, stdout } = await runHere(['--sandbox', 'setup', 'cursor']);
    expect(code).toBe(1);
    expect(stdout).toContain('+     "runwhen": {');
    expect(existsSync(fileOf('cursor'))).toBe(false);
  });

  test.each([
    ['{ "mcpServers": { "runwhen": { "command": "somebody-else" } } }', 'is not this one'],
    ['{ "mcpServers": ', 'not valid JSON'],
    ['[]', 'does not hold a JSON object'],
  ])('leaves %s as it is', async (text, said) => {
    put('cursor', text);
    const { code, stderr } = await runHere(['--sandbox', 'setup', 'cursor', '--yes']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
    expect(readFileSync(fileOf('cursor'), 'utf8')).toBe(text);
  });

  test('writes through a link, as those have who keep their settings elsewhere', async () => {
    writeFileSync(join(home, 'kept.json'), '{}\n');
    mkdirSync(dirname(fileOf('cursor')));
    symlinkSync(join(home, 'kept.json'), fileOf('cursor'));
    await runHere(['--sandbox', 'setup', 'cursor', '--yes']);
    expect(readFileSync(join(home, 'kept.json'), 'utf8')).toContain('runwhen');
  });

  test('tells a host of a server for a team', async () => {
    const { code } = await runHere(['setup', 'gemini', '--yes', '--url', 'https://mcp.example.com']);
    expect(code).toBe(0);
    expect(parseJsonc(readFileSync(fileOf('gemini'), 'utf8')).mcpServers.runwhen).toEqual({
      httpUrl: 'https://mcp.example.com/mcp',
    });
  });
});

describe('client-config', () => {
  test.each(Object.keys(HOSTS))('prints what %s reads', async (host) => {
    const { code, stdout } = await runHere(['--sandbox', 'client-config', host]);
    expect(code).toBe(0);
    expect(stdout).toContain('runwhen');
    expect(stdout).toContain('--sandbox');
  });

  test('takes the host by --host too, and any other --host for the address to listen on', async () => {
    const named = await runHere(['--sandbox', 'client-config', '--host', 'zed']);
    expect(named).toEqual(await runHere(['--sandbox', 'client-config', 'zed']));
    const { code, stderr } = await runHere(['--sandbox', 'client-config', '--host', '127.0.0.1']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Which host?') });
    const { stdout } = await runHere(['setup', '--host', 'gemini', '--url', 'https://mcp.example.com']);
    expect(stdout).toContain(fileOf('gemini'));
  });

  test('prints links that Cursor and VS Code open, with the same entry in them', async () => {
    const entry = { command: process.execPath, args: [expect.stringMatching(/cli\.js$/), '--sandbox'] };
    const cursor = await runHere(['--sandbox', 'client-config', 'cursor', '--link']);
    const { protocol, searchParams } = new URL(cursor.stdout.trim());
    expect({ protocol, name: searchParams.get('name') }).toEqual({ protocol: 'cursor:', name: 'runwhen' });
    const config = Buffer.from(searchParams.get('config')!, 'base64').toString();
    expect(JSON.parse(config)).toEqual(entry);
    const vscode = await runHere(['--sandbox', 'client-config', 'vscode', '--link']);
    const [, query = ''] = /^vscode:mcp\/install\?(.+)\n$/.exec(vscode.stdout) ?? [];
    expect(JSON.parse(decodeURIComponent(query))).toEqual({ name: 'runwhen', type: 'stdio', ...entry });
  });

  test('has no link for the others, and says which have', async () => {
    const { code, stderr } = await runHere(['--sandbox', 'client-config', 'zed', '--link']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('These do: cursor, vscode.'),
    });
  });

  test('knows no other host, and says which was meant', async () => {
    const { code, stderr } = await runHere(['client-config', 'claude-cod']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('Did you mean claude-code?'),
    });
  });
});
