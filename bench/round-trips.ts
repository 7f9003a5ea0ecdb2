import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startSandbox } from '../src/sandbox/start.ts';
import { CALLS } from '../tests/faults/calls.ts';

const DELAY_MS = 50;
const SLXS = [20, 500, 5_000];
/** Reads of one list are alike; the rest are the tools that ask for several things. */
const TOOLS = [
  'list_workspaces',
  'get_workspace_issues',
  'get_workspace_locations',
  'get_workspace_secrets',
  'workspace_chat',
  'run_script_and_wait',
  'commit_slx',
  'deploy_registry_codebundle',
  'run_slx',
];
/** Servers to compare, each a command; this one where none is given. */
const commands = process.argv.length > 2 ? process.argv.slice(2) : ['node dist/cli.js'];

interface Span {
  from: number;
  to: number;
}

/** Passes requests on after a delay, and keeps when each came and was answered. */
async function delayed(target: string) {
  let spans: Span[] = [];
  const server = createServer((incoming, response) => {
    const from = performance.now();
    response.on('close', () => spans.push({ from, to: performance.now() }));
    setTimeout(() => {
      const { method, headers } = incoming;
      const onward = forward(`${target}${incoming.url}`, { method, headers }, (reply) => {
        response.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(response);
      });
      onward.on('error', () => response.destroy());
      incoming.pipe(onward);
    }, DELAY_MS);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = spans;
      spans = [];
      return taken;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The most requests that had to wait for one another. */
function depthOf(spans: Span[]): number {
  const sorted = spans.toSorted((one, other) => one.from - other.from);
  const depths: number[] = [];
  sorted.forEach(({ from }, index) => {
    const before = depths.filter((_, earlier) => earlier < index && sorted[earlier]!.to <= from + 1);
    depths.push(1 + Math.max(0, ...before));
  });
  return Math.max(0, ...depths);
}

for (const slxs of SLXS) {
  const sandbox = await startSandbox({ slxs });
  const platform = await delayed(sandbox.url);
  for (const command of commands) {
    const [program = '', ...args] = command.split(' ');
    const transport = new StdioClientTransport({
      command: program,
      args: args.map((one) => (one.endsWith('.js') ? `${process.cwd()}/${one}` : one)),
      cwd: tmpdir(),
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        RUNWHEN_TOKEN: sandbox.token,
        RW_API_URL: platform.url,
        RUNWHEN_AGENT_URL: platform.url,
        RUNWHEN_APP_URL: platform.url,
        RUNWHEN_REGISTRY_URL: platform.url,
      },
      stderr: 'ignore',
    });
    const client = new Client({ name: 'round-trips', version: '1' });
    await client.connect(transport);
    console.log(`\n${command}, ${slxs} SLXs, ${DELAY_MS} ms a request`);
    console.log('| Tool | first: ms / requests / one after another | second |\n| --- | --- | --- |');
    for (const tool of TOOLS) {
      const call = CALLS.find((one) => one.tool === tool)!;
      const cells: string[] = [];
      for (let turn = 0; turn < 2; turn += 1) {
        platform.take();
        const started = performance.now();
        const { isError } = await client.callTool({ name: tool, arguments: call.args(undefined) });
        const ms = Math.round(performance.now() - started);
        const spans = platform.take();
        cells.push(`${ms} / ${spans.length} / ${depthOf(spans)}${isError ? ' (an error)' : ''}`);
      }
      console.log(`| \`${tool}\` | ${cells.join(' | ')} |`);
    }
    await client.close();
  }
  platform.close();
  await sandbox.close();
}
