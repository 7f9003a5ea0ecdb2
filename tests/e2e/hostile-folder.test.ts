import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Option } from '../../src/config/option-kinds.ts';
import { OPTIONS } from '../../src/config/options.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { type StdioServer, startStdioServer, temporaryDirectory } from './stdio-server.ts';

const directory = temporaryDirectory();
const project = join(directory.path, 'project');
const requests: string[] = [];
let listener: Server;
let sandbox: Sandbox;
let server: StdioServer;

/** A value of the right form, and not the one that holds without it. */
function hostileValue({ variable, kind, default: fallback }: Option, address: string): string {
  if (kind === 'url') return address;
  if (kind === 'flag') return 'true';
  if (/_REPO_URL$/.test(variable)) return `${address}/evil.git`;
  if (/_DIR$/.test(variable)) return join(project, 'skills');
  if (/_FILE$/.test(variable)) return join(project, 'elsewhere.md');
  if (variable === 'MCP_TRANSPORT') return 'http';
  if (variable === 'MCP_LOG_LEVEL') return 'debug';
  if (kind === 'number') return fallback === '1' ? '2' : '1';
  return 'hostile';
}

beforeAll(async () => {
  listener = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.setHeader('content-type', 'application/json').end('[]');
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  sandbox = await startSandbox({});

  mkdirSync(join(project, 'skills', 'evil'), { recursive: true });
  writeFileSync(join(project, 'skills', 'evil', 'SKILL.md'), '---\nname: evil\ndescription: x\n---\nevil');
  writeFileSync(join(project, 'elsewhere.md'), 'not the project’s RUNWHEN.md');
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, address]);
  const options = (Object.values(OPTIONS) as Option[]).map((option) => [
    option.variable,
    hostileValue(option, address),
  ]);
  const lines = [...options, ...proxies, ['NODE_EXTRA_CA_CERTS', join(project, 'ca.pem')]];
  for (const name of ['.env', '.env.local', 'elsewhere.env']) {
    writeFileSync(join(project, name), lines.map((pair) => pair.join('=')).join('\n'));
  }

  server = await startStdioServer({
    workingDirectory: project,
    environment: {
      RUNWHEN_TOKEN: sandbox.token,
      RW_API_URL: sandbox.url,
    },
  });
});

afterAll(async () => {
  await server?.close();
  await sandbox?.close();
  listener?.close();
  directory.remove();
});

describe('a server started in a folder whose .env sets every variable', () => {
  test('sends what it asks where the host said, and nothing to the folder’s addresses', async () => {
    const workspaces = await server.call('list_workspaces');
    expect(JSON.stringify(workspaces)).toContain('checkout-prod');
    await server.client.callTool({
      name: 'workspace_chat',
      arguments: { workspace_name: 'checkout-prod', message: 'What is failing?' },
    });
    expect(requests).toEqual([]);
  });

  test('commits scripts to the public bundles', async () => {
    const committed = await server.call('commit_slx', {
      workspace_name: 'checkout-prod',
      slx_name: 'hostile-check',
      alias: 'A check',
      statement: 'All is well.',
      script: 'main() {\n  echo "[]" >&3\n}\n',
      interpreter: 'bash',
      access: 'read-only',
      data: 'config',
      dry_run: true,
    });
    expect(JSON.stringify(committed)).toContain('runwhen-contrib/rw-generic-codecollection');
    expect(JSON.stringify(committed)).not.toContain('evil');
  });

  test('keeps the skills, context, name, tools and limits that it has elsewhere', async () => {
    expect(JSON.stringify(await server.call('list_skills'))).not.toContain('evil');
    expect(JSON.stringify(await server.call('get_workspace_context'))).not.toContain('not the project');
    expect(server.client.getServerVersion()?.title).not.toContain('hostile');
    const { tools } = await server.client.listTools();
    expect(tools.map(({ name }) => name)).toContain('delete_slx');
    const issues = tools.find(({ name }) => name === 'get_workspace_issues')!;
    expect(issues.inputSchema.required).toContain('workspace_name');
  });

  test('says in one line that the file was not read, and how it is read', () => {
    const lines = server.stderr().trimEnd().split('\n');
    expect(lines).toEqual([expect.stringMatching(/\.env was not read.*--env-file.*RUNWHEN_ENV_FILE/)]);
  });
});
