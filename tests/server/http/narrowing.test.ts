import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { TOOLSET_NAMES } from '../../../src/server/choice.ts';
import { findTool } from '../../../src/server/find-tool.ts';
import { offered } from '../../../src/server/tool-list.ts';
import { tools } from '../../../src/tools/catalogue.ts';
import { authorized, type HttpBench, serve } from './http-bench.ts';

const ALL = tools.map(({ name }) => name);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const REVISIONS = ['2026-07-28', '2025-11-25'] as const;

async function connect(url: string, revision: (typeof REVISIONS)[number], headers: Record<string, string>) {
  const client = new Client(
    { name: 'host', version: '1.0.0' },
    { versionNegotiation: { mode: revision === '2026-07-28' ? { pin: revision } : 'legacy' } },
  );
  const requestInit = { headers: { ...authorized(sandbox.token), ...headers } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

/** What servers are started with. */
const SERVERS: Record<string, string>[] = [
  {},
  { MCP_TOOLSETS: 'investigate' },
  { MCP_READ_ONLY: 'true', MCP_EXCLUDE_TOOLS: 'list_workspaces' },
];

/** What requests narrow them with, and whether that leaves a tool of those that the server offers. */
const REQUESTS: { headers: Record<string, string>; leaves(name: string): boolean }[] = [
  { headers: {}, leaves: () => true },
  { headers: { 'X-MCP-Toolsets': 'all' }, leaves: () => true },
  { headers: { 'X-MCP-Toolsets': 'issues' }, leaves: (name) => toolsetOf(name) === 'issues' },
  {
    headers: { 'X-MCP-Tools': 'commit_slx, get_issue_details' },
    leaves: (name) => ['commit_slx', 'get_issue_details'].includes(name),
  },
  {
    headers: { 'X-MCP-Toolsets': 'issues', 'X-MCP-Tools': 'run_slx', 'X-MCP-Readonly': 'true' },
    leaves: (name) => toolsetOf(name) === 'issues' && reads(name),
  },
  {
    headers: { 'X-MCP-Toolsets': 'issues', 'X-MCP-Exclude-Tools': 'close_issue' },
    leaves: (name) => toolsetOf(name) === 'issues' && name !== 'close_issue',
  },
];

const toolOf = (name: string) => tools.find((tool) => tool.name === name)!;
const toolsetOf = (name: string) => toolOf(name).toolset;
const reads = (name: string) => toolOf(name).effect === 'read' && !toolOf(name).writesFiles;

/** How a call of a tool that is left out is refused: by its name, with the option or the header that decides. */
const howToHave = (name: string) => new RegExp(`${name} is not offered: .*(--[a-z-]+ |header X-MCP-)`);

/** Tools that a text names. */
const namedIn = (text: string) => ALL.filter((name) => new RegExp(`\\b${name}\\b`).test(text));

test('every tool that is left out is refused by name, with how to have it', () => {
  for (const environment of SERVERS) {
    const config = loadConfig({ environment, workingDirectory: '/' });
    const narrowing = { readOnly: false, toolsets: ['issues'], tools: [], excludeTools: ['close_issue'] };
    const names = offered(config, narrowing).map(({ name }) => name);
    for (const name of ALL.filter((name) => !names.includes(name)))
      expect(findTool(config, name, narrowing)).toEqual({ unknown: expect.stringMatching(howToHave(name)) });
  }
});

describe.each(SERVERS)('a server with %o', (environment) => {
  let http: HttpBench;
  beforeAll(async () => {
    http = await serve(sandbox.url, { environment });
  });
  afterAll(() => http.close());

  describe.each(REVISIONS)('on %s', (revision) => {
    test.each(REQUESTS)('and $headers offers what both leave, speaks of nothing else', async (request) => {
      const config = loadConfig({ environment, workingDirectory: '/' });
      const expected = offered(config)
        .map(({ name }) => name)
        .filter(request.leaves);
      const client = await connect(http.url, revision, request.headers);
      const names = (await client.listTools()).tools.map(({ name }) => name);
      expect(names).toEqual(expected);

      expect(namedIn(client.getInstructions()!).filter((name) => !names.includes(name))).toEqual([]);
      const { prompts } = await client.listPrompts();
      for (const { name } of prompts.filter(({ arguments: args }) => args!.every(isWorkspaceOrOptional))) {
        const { messages } = await client.getPrompt({ name, arguments: { workspace_name: 'checkout-prod' } });
        const named = namedIn((messages[0]!.content as { text: string }).text);
        expect(
          named.filter((tool) => !names.includes(tool)),
          name,
        ).toEqual([]);
      }

      const leftOut = ALL.filter((name) => !names.includes(name));
      for (const name of [leftOut.at(0), leftOut.at(-1)].filter((name) => name !== undefined)) {
        const refusal = await client.callTool({ name, arguments: {} }).catch((error: Error) => error.message);
        expect(refusal).toMatch(howToHave(name));
      }
      await client.close();
    });
  });
});

const isWorkspaceOrOptional = ({ name, required }: { name: string; required?: boolean | undefined }) =>
  name === 'workspace_name' || !required;

test('whatever the headers name, a request has no tool that the server leaves out', () => {
  const names = (from: readonly string[]) => fc.array(fc.constantFrom(...from), { maxLength: 4 });
  const choice = fc.record({
    readOnly: fc.boolean(),
    toolsets: names(TOOLSET_NAMES),
    tools: names(ALL),
    excludeTools: names(ALL),
  });
  const config = loadConfig({ environment: {}, workingDirectory: '/' });
  fc.assert(
    fc.property(choice, choice, (server, request) => {
      const own = offered({ ...config, ...server }).map(({ name }) => name);
      const left = offered({ ...config, ...server }, request).map(({ name }) => name);
      expect(left.filter((name) => !own.includes(name))).toEqual([]);
      const alone = offered({ ...config, ...request }).map(({ name }) => name);
      expect(left).toEqual(own.filter((name) => alone.includes(name)));
    }),
    { numRuns: 300 },
  );
});
