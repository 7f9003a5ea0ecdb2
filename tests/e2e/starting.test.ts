import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { runProgram, startProgram } from './program.ts';
import { type ServerPlace, startStdioServer, temporaryDirectory } from './stdio-server.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

async function started(place: ServerPlace = {}) {
  const server = await startStdioServer(place);
  onTestFinished(() => server.close());
  return server;
}

describe('a server without a token and without a network', () => {
  test('starts and lists its tools', async () => {
    const { client } = await started({ environment: { RW_API_URL: 'http://127.0.0.1:1' } });
    expect(client.getServerVersion()).toMatchObject({
      name: 'runwhen-platform-mcp',
      title: expect.stringContaining('RunWhen Platform'),
    });
    // What the build wrote down is what the tools say.
    expect((await client.listTools()).tools).toEqual(tools.map((tool) => publishTool(tool)));
  });

  test('serves what needs neither', async () => {
    const server = await started();
    expect(await server.call('validate_script', { script: 'def main():\n    return []\n' })).toMatchObject({
      valid: true,
    });
    expect((await server.client.listResources()).resources.length).toBeGreaterThan(0);
  });

  test('answers a call that needs them with what to set and where to get it', async () => {
    const server = await started({ environment: { RW_API_URL: 'http://127.0.0.1:1' } });
    const error = await server.refusal('list_workspaces');
    expect(error).toMatchObject({ code: 'not_configured', retryable: false });
    expect(error.hint).toMatch(/Access Tokens.*RUNWHEN_TOKEN/s);
    expect(error.hint).toContain('--sandbox');
  });
});

/** Serves the registry, and would answer as a platform too. */
async function catalogue() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  return sandbox;
}

describe('a server that no one told which platform to ask', () => {
  const TOKEN = { RUNWHEN_TOKEN: 'a-real-token', DEFAULT_WORKSPACE: 'checkout-prod' };

  const ASKS: [string, Record<string, string>][] = [
    ['list_workspaces', {}],
    ['workspace_chat', { message: 'What is wrong?' }],
    ['get_workspace_issues', {}],
    ['run_script_and_wait', { script: 'def main():\n    return []\n' }],
    [
      'create_chat_rule',
      { name: 'a', rule_content: 'b', scope_type: 'workspace', scope_id: 'checkout-prod' },
    ],
  ];

  test('refuses what asks one, and names the variable and the public addresses', async () => {
    const { url } = await catalogue();
    const server = await started({ environment: { ...TOKEN, RUNWHEN_AGENT_URL: url, RUNWHEN_APP_URL: url } });
    for (const [tool, args] of ASKS) {
      const error = await server.refusal(tool, args);
      expect(error, tool).toMatchObject({ code: 'not_configured', retryable: false });
      expect(error.message, tool).toContain('RW_API_URL');
      expect(error.hint, tool).toContain('https://papi.app.runwhen.com');
      expect(error.hint, tool).toContain('https://papi.beta.runwhen.com');
      expect(error.hint, tool).toContain('--sandbox');
    }
  });

  test('serves what asks no platform', async () => {
    const { url } = await catalogue();
    const server = await started({ environment: { ...TOKEN, RUNWHEN_REGISTRY_URL: url } });
    expect((await server.call('search_registry', { search: 'kubernetes' })).results.length).toBeGreaterThan(
      0,
    );
    expect((await server.call('list_skills')).count).toBe(18);
    expect(await server.call('get_skill', { name: 'verify-mcp-setup' })).toBeDefined();
    expect(await server.call('validate_script', { script: 'def main():\n    return []\n' })).toMatchObject({
      valid: true,
    });
    expect(await server.call('get_workspace_context')).toMatchObject({ status: 'no_context' });
    expect(await server.call('list_discovery_platforms')).toBeDefined();
    expect(server.client.getInstructions()).toContain('RW_API_URL is not set');
  });

  test('does not start over HTTP, where every token is checked with the platform', async () => {
    const { code, stderr } = await runProgram([], { environment: { MCP_TRANSPORT: 'http', MCP_PORT: '0' } });
    expect(code).not.toBe(0);
    expect(stderr).toContain('RW_API_URL is not set');
    expect(stderr).toContain('https://papi.beta.runwhen.com');
  });
});

describe('the name of a server', () => {
  test('says in the sandbox that the data is made up', async () => {
    const { client } = await started({ arguments: ['--sandbox'] });
    expect(client.getServerVersion()?.title).toBe('RunWhen Platform (sandbox)');
    expect(client.getInstructions()).toContain('made-up data');
  });

  test('goes with a workspace that calls may leave out', async () => {
    const server = await started({ arguments: ['--sandbox', '--workspace', 'pay-core-7'] });
    const { tools } = await server.client.listTools();
    const issues = tools.find(({ name }) => name === 'get_workspace_issues');
    expect(issues!.inputSchema.required ?? []).not.toContain('workspace_name');
    expect((await server.call('get_workspace_issues')).results[0].slxName).toContain('pay-core-7--');
  });
});

/** Messages of a client, one a line, as they stand on standard input. */
const INITIALIZE = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
})}\n${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`;

const calling = (name: string, args: Record<string, unknown>) =>
  `${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name, arguments: args } })}\n`;

/** A server that has a script of its own running: bash, sleeping. Its pid is in the given file. */
async function busyServer() {
  const pidFile = join(directory.path, `pid-${Math.random()}`);
  const running = startProgram(['--sandbox']);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  const script = `main() {\n  echo $$ > ${pidFile}\n  sleep 60\n  printf '[]' >&3\n}\n`;
  running.child.stdin!.write(INITIALIZE);
  running.child.stdin!.write(calling('run_script_and_wait', { workspace_name: 'checkout-prod', script }));
  await expect
    .poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8'), { timeout: 20_000 })
    .toMatch(/\d/);
  return { ...running, scriptPid: Number(readFileSync(pidFile, 'utf8')) };
}

/** Whether a process runs; one that has ended and that nobody has asked about yet does not. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe('a server ends, and leaves no process behind,', () => {
  test.each([
    [
      'when its input closes',
      (running: Awaited<ReturnType<typeof busyServer>>) => running.child.stdin!.end(),
    ],
    ['on SIGINT', (running: Awaited<ReturnType<typeof busyServer>>) => running.child.kill('SIGINT')],
    ['on SIGTERM', (running: Awaited<ReturnType<typeof busyServer>>) => running.child.kill('SIGTERM')],
  ])('%s', async (_, end) => {
    const running = await busyServer();
    expect(lives(running.scriptPid)).toBe(true);
    end(running);
    expect((await running.ended).code).toBe(0);
    await expect.poll(() => lives(running.scriptPid)).toBe(false);
  });

  test('when its input was closed before it could say anything', async () => {
    expect(await runProgram([])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

/** Prints again and again once the server reads its input. */
const CHATTY = `setInterval(() => {
  if (process.stdin.listenerCount('data') + process.stdin.listenerCount('readable') === 0) return;
  console.log('chatter');
  process.stdout.write('more chatter\\n');
}, 20).unref();
`;

describe('standard output', () => {
  test('holds nothing but protocol messages, whatever else prints there', async () => {
    const chatty = join(directory.path, 'chatty.mjs');
    writeFileSync(chatty, CHATTY);
    const running = startProgram(['--sandbox'], { nodeOptions: ['--import', chatty] });
    onTestFinished(() => void running.child.kill('SIGKILL'));
    running.child.stdin!.write(INITIALIZE);
    running.child.stdin!.write(calling('list_workspaces', {}));
    await expect.poll(running.stdout, { timeout: 20_000 }).toContain('pay-core-7');
    await expect.poll(running.stderr, { timeout: 20_000 }).toContain('chatter');
    running.child.stdin!.end();
    const { stdout } = await running.ended;
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
      ['2.0', 1],
      ['2.0', 2],
    ]);
  });
});

describe('MCP_READ_ONLY', () => {
  test('offers what reads and refuses what does not, saying why', async () => {
    const { client } = await started({ arguments: ['--sandbox'], environment: { MCP_READ_ONLY: 'yes' } });
    const { tools } = await client.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    expect(tools.map(({ name }) => name)).toContain('workspace_chat');
    expect(tools.map(({ name }) => name)).not.toContain('render_codecollection_skill');
    const refused = client.callTool({
      name: 'run_slx',
      arguments: { workspace_name: 'checkout-prod', slx_name: 'x' },
    });
    await expect(refused).rejects.toThrow('MCP_READ_ONLY');
  });
});

describe('MCP_TOOL_TRACE', () => {
  const linesOf = (stderr: string) =>
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('prints two lines for each call on standard error', async () => {
    const server = await started({ arguments: ['--sandbox'], environment: { MCP_TOOL_TRACE: '1' } });
    await server.call('get_workspace_issues', { workspace_name: 'checkout-prod' });
    await server.refusal('get_workspace_issues', { workspace_name: 'no-such' });
    await expect.poll(() => server.stderr().trimEnd().split('\n').length).toBe(4);
    const seen = { tool: 'get_workspace_issues', workspace: 'checkout-prod' };
    expect(linesOf(server.stderr())).toMatchObject([
      { event: 'mcp_tool_start', ...seen },
      { event: 'mcp_tool_completed', ...seen, status: 'ok', duration_ms: expect.any(Number) },
      { event: 'mcp_tool_start', workspace: 'no-such' },
      { event: 'mcp_tool_completed', workspace: 'no-such', status: 'error', error: 'invalid_arguments' },
    ]);
  });

  test('is silent where it is not asked for', async () => {
    const server = await started({ arguments: ['--sandbox'] });
    await server.call('list_workspaces');
    expect(server.stderr()).toBe('');
  });
});

describe('a setting that cannot be used', () => {
  test('ends the program with 2, its name and its values', async () => {
    const { code, stdout, stderr } = await runProgram([], { environment: { MCP_TRANSPORT: 'sse' } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('MCP_TRANSPORT takes stdio or http; "sse" is not.');
  });

  test('is not shown where it is a secret', async () => {
    const { stderr } = await runProgram([], {
      environment: { RUNWHEN_TOKEN: 'rw-secret', MCP_READ_ONLY: 'x' },
    });
    expect(stderr).not.toContain('rw-secret');
  });
});

describe('a start in surroundings that do not fit', () => {
  test.each(['18.20.8', '20.17.0'])('says that Node %s is too old, in one line', async (version) => {
    const older = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    const { code, stdout, stderr } = await runProgram([], {
      nodeOptions: ['--import', `data:text/javascript,${encodeURIComponent(older)}`],
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^runwhen-platform-mcp: .*Node 20.18 or newer.*${version}.*\\n$`));
  });

  test('works in the sandbox with a token of the platform', async () => {
    const environment = { RUNWHEN_TOKEN: 'a-real-token' };
    const { code, stdout } = await runProgram(['--sandbox', 'call', 'list_workspaces'], { environment });
    expect(code).toBe(0);
    expect(stdout).toContain('checkout-prod');
  });
});
