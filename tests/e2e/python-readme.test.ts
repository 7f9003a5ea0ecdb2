import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Option } from '../../src/config/option-kinds.ts';
import { OPTIONS } from '../../src/config/options.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { startProgram } from './program.ts';
import { PROGRAM, startStdioServer } from './stdio-server.ts';

/** Variables that the Python server's page names, but for those of its own web framework. */
const VARIABLES = [
  ...['RW_API_URL', 'RUNWHEN_TOKEN', 'DEFAULT_WORKSPACE', 'MCP_SERVER_LABEL', 'RUNWHEN_CONTEXT_FILE'],
  ...['RUNWHEN_REGISTRY_URL', 'RUNWHEN_AIRGAP', 'RUNWHEN_REGISTRY_TIMEOUT_S', 'RUNWHEN_APP_URL'],
  ...['RUNWHEN_SCRIPT_SOFT_MAX_BYTES', 'RUNWHEN_SCRIPT_HARD_MAX_BYTES', 'MCP_GENERIC_SLX_ICON'],
  ...['MCP_GENERIC_CODECOLLECTION_REPO_URL', 'MCP_GENERIC_CODECOLLECTION_REF'],
  ...['MCP_TOOL_BUILDER_RUNBOOK', 'MCP_TOOL_BUILDER_SLI', 'MCP_CRON_SLI'].flatMap((bundle) =>
    ['REPO_URL', 'REF', 'PATH'].map((part) => `${bundle}_${part}`),
  ),
  ...['MCP_POLL_INTERVAL_S', 'MCP_MAX_POLL_DURATION_S', 'MCP_ARTIFACT_SETTLE_DELAY_S'],
  ...['MCP_TRANSPORT', 'MCP_HOST', 'MCP_PORT', 'MCP_ALLOWED_HOSTS', 'MCP_HOST_ORIGIN_PROTECTION'],
  ...['MCP_BASE_URL', 'MCP_PAPI_OAUTH_CLIENT_ID', 'MCP_PAPI_OAUTH_CLIENT_SECRET', 'MCP_AUTH0_CONFIG_URL'],
  ...['MCP_AUTH0_CLIENT_ID', 'MCP_AUTH0_CLIENT_SECRET', 'MCP_AUTH0_AUDIENCE'],
];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

/** Where the platform of an example is, and whose token it has; all else is as on the page. */
const addresses = () => ({
  RW_API_URL: sandbox.url,
  RUNWHEN_AGENT_URL: sandbox.url,
  RUNWHEN_REGISTRY_URL: sandbox.url,
});

test('every variable of the page is an option', () => {
  const options = Object.values(OPTIONS as Record<string, Option>).map(({ variable }) => variable);
  expect(VARIABLES.filter((name) => !options.includes(name))).toEqual([]);
});

describe("the page's configurations of hosts, with the command exchanged", { timeout: 120_000 }, () => {
  /** One server with three variables: the first example, and those of venvs on Windows, macOS and Linux. */
  test('one server answers the first prompts, and takes the parameters that the page writes', async () => {
    expect(existsSync(PROGRAM)).toBe(true);
    const server = await startStdioServer({
      environment: {
        ...addresses(),
        RUNWHEN_TOKEN: sandbox.tokens.admin,
        DEFAULT_WORKSPACE: 'checkout-prod',
      },
    });
    onTestFinished(() => server.close());
    expect(await server.call('list_workspaces')).toContainEqual(
      expect.objectContaining({ name: 'checkout-prod' }),
    );
    expect((await server.call('get_workspace_issues', { severity: 1 })).results.length).toBeGreaterThan(0);
    const question = {
      message: 'what tasks are watching my production namespace?',
      persona_name: 'eager-edgar',
    };
    expect(await server.call('workspace_chat', question)).toMatchObject({ message: expect.any(String) });
    const scope = { scopeType: 'workspace', scopeId: 'checkout-prod' };
    expect(
      await server.call('create_chat_rule', {
        name: 'Brief',
        ruleContent: 'Be brief.',
        ...scope,
        isActive: true,
      }),
    ).toMatchObject({ id: expect.any(Number), rule_content: 'Be brief.' });
    expect(
      await server.call('create_chat_command', { name: 'sum-up', commandContent: 'Sum up.', ...scope }),
    ).toMatchObject({ id: expect.any(Number), command_content: 'Sum up.' });
  });

  test('several servers tell their label, platform and workspace', async () => {
    const environment = {
      ...addresses(),
      RUNWHEN_TOKEN: 'your-prod-token',
      DEFAULT_WORKSPACE: 'my-prod-workspace',
      MCP_SERVER_LABEL: 'prod',
    };
    const server = await startStdioServer({ environment });
    onTestFinished(() => server.close());
    expect(server.client.getServerVersion()?.title).toContain('prod');
    expect(server.client.getInstructions()).toContain('my-prod-workspace');
    expect(server.client.getInstructions()).toContain(sandbox.url);
  });

  test('a server over HTTP serves the three addresses, with the token of each request', async () => {
    const environment = {
      ...addresses(),
      MCP_TRANSPORT: 'http',
      MCP_HOST: '127.0.0.1',
      MCP_PORT: '0',
      FASTMCP_STATELESS_HTTP: 'true',
    };
    const server = startProgram([], { environment });
    onTestFinished(async () => {
      server.child.kill('SIGTERM');
      await server.ended;
    });
    const address = () => /"url":"(http:[^"]+)\/mcp"/.exec(server.stderr())?.[1];
    await expect.poll(address, { timeout: 100_000 }).toBeDefined();
    const health = await (await fetch(`${address()}/health`)).json();
    expect(health).toMatchObject({ status: expect.any(String), version: expect.any(String) });
    expect((await fetch(`${address()}/livez`)).status).toBe(200);
    const call = { method: 'tools/call', params: { name: 'list_workspaces', arguments: {} } };
    for (const path of ['/mcp', '/mcp/']) {
      const ask = (token: string) =>
        fetch(`${address()}${path}`, {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            Accept: 'application/json, text/event-stream',
            'Content-Type': 'application/json',
          },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...call }),
        });
      expect(await (await ask(sandbox.tokens.admin)).text()).toContain('checkout-prod');
      expect((await ask('another-token')).status).toBe(401);
    }
  });
});
