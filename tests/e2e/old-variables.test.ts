import { afterEach, describe, expect, test } from 'vitest';
import { type Running, runProgram, startProgram } from './program.ts';

const running: Running[] = [];
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
});

/** What a user of the Python server has in the environment of a service, but for what each row adds. */
const SERVICE = { MCP_TRANSPORT: 'http', MCP_PORT: '0', RW_API_URL: 'http://127.0.0.1:1' };
const LOOPBACK = { ...SERVICE, MCP_HOST: '127.0.0.1' };

/** Starts the program and waits for each line among what it prints. */
async function prints(lines: RegExp[], environment: Record<string, string>, args: string[] = []) {
  const server = startProgram(args, { environment });
  running.push(server);
  for (const line of lines) await expect.poll(() => server.stderr(), { timeout: 100_000 }).toMatch(line);
}

// Long, for machines with much else to do.
describe('a service that is started with the variables of the Python server', { timeout: 120_000 }, () => {
  test.each<[what: string, variables: Record<string, string>, lines: RegExp[], args?: string[]]>([
    [
      'listens on every address, and says which hosts are answered',
      SERVICE,
      [
        /"url":"http:\/\/0\.0\.0\.0:\d+\/mcp"/,
        /Requests for any host name but localhost are refused \(421\)/,
      ],
    ],
    [
      'stays on loopback with the sandbox, and says why',
      SERVICE,
      [/"url":"http:\/\/127\.0\.0\.1:\d+\/mcp"/, /It executes scripts for whoever reaches it\./],
      ['--sandbox'],
    ],
    [
      'leaves hosts and origins to a proxy where it is told to and may',
      { ...SERVICE, MCP_HOST_ORIGIN_PROTECTION: 'false', MCP_BASE_URL: 'https://mcp.example.com' },
      [/any Host and Origin is answered, so a proxy must check them\./],
    ],
    [
      'names whatever it does not follow, and understands other cases',
      {
        ...LOOPBACK,
        MCP_TRANSPORT: 'HTTP',
        MCP_LOG_LEVEL: 'INFO',
        MCP_HOST_ORIGIN_PROTECTION: 'false',
        FASTMCP_STATELESS_HTTP: 'false',
        MCP_POLL_INTERVAL_S: 'abc',
        RUNWHEN_REGISTRY_TIMEOUT_S: '0.5',
      },
      [
        /MCP_HOST_ORIGIN_PROTECTION=false is not followed: it needs MCP_BASE_URL, and neither loopback nor the sandbox\./,
        /FASTMCP_STATELESS_HTTP=false has no effect: this server keeps nothing between requests/,
        /MCP_POLL_INTERVAL_S takes .*; \\?"abc\\?" is not\. .* is used instead\./,
        /RUNWHEN_REGISTRY_TIMEOUT_S takes .* is used instead\./,
      ],
    ],
  ])('%s', async (_what, variables, lines, args = []) => {
    await prints(lines, variables, args);
  });

  test('listens on the default port where Kubernetes has put the address of a service into MCP_PORT', async () => {
    const line = /MCP_PORT takes .*; \\?"tcp:\/\/10\.96\.12\.7:8000\\?" is not\. 8000 is used instead\./;
    await prints([line], { ...LOOPBACK, MCP_PORT: 'tcp://10.96.12.7:8000' });
  });

  test.each([
    [{ ...LOOPBACK, MCP_MAX_CALLS_PER_CALLER: 'many' }, 'MCP_MAX_CALLS_PER_CALLER takes'],
    [{ ...LOOPBACK, RUNWHEN_AIRGAP: 'maybe' }, 'RUNWHEN_AIRGAP takes'],
    [{ ...SERVICE, MCP_HOST: '127.0.0.1', RW_API_URL: '' }, 'RW_API_URL'],
  ])('%o: does not start, since it decides about safety: %s', async (environment, line) => {
    const { code, stderr } = await runProgram([], { environment });
    expect(code).not.toBe(0);
    expect(stderr).toContain(line);
  });
});

describe('over stdio', { timeout: 120_000 }, () => {
  const stdio = { RW_API_URL: 'http://127.0.0.1:1' };

  test('MCP_LOG_LEVEL=Warning is understood', async () => {
    const { code, stderr } = await runProgram([], { environment: { ...stdio, MCP_LOG_LEVEL: 'Warning' } });
    expect(code).toBe(0);
    expect(stderr).not.toContain('MCP_LOG_LEVEL');
  });

  test('variables of the HTTP server stop nothing', async () => {
    const bad = {
      MCP_PORT: 'tcp://10.96.12.7:8000',
      MCP_HOST_ORIGIN_PROTECTION: 'maybe',
      MCP_AUTH0_CONFIG_URL: 'no address',
    };
    const { code, stderr } = await runProgram([], { environment: { ...stdio, ...bad } });
    expect(code).toBe(0);
    for (const variable of Object.keys(bad)) expect(stderr).toContain(variable);
  });
});
