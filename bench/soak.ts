import { createInterface } from 'node:readline';
import { type BuiltServer, postCall, startBuiltServer } from './built-server.ts';
import { startQuickPlatform } from './quick-platform.ts';
import { report } from './report.ts';

const CALLS = 20_000;
const AT_A_TIME = 8;
const CALLERS = 50;
/** Measuring begins here, once caches are filled and code is compiled. */
const SETTLED = 8_000;
const LOOK_EVERY = 1_000;
const MORE_MB = 24;
/** Kept-alive connections come and go within their bounds. */
const MORE_DESCRIPTORS = 24;

const CALL_KINDS: [tool: string, args: object][] = [
  ['list_workspaces', {}],
  ['get_workspace_issues', { workspace_name: 'ws' }],
  ['get_workspace_issues', { workspace_name: 'no-such-workspace' }],
  ['list_skills', {}],
  ['get_issue_details', { workspace_name: 'ws', issue_id: 'x' }],
];

type Send = (index: number, tool: string, args: object) => Promise<string>;

function overStdio({ child }: BuiltServer): Send {
  const waiting = new Map<number, (line: string) => void>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const { id } = JSON.parse(line);
    waiting.get(id)?.(line);
    waiting.delete(id);
  });
  const ask = (id: number, method: string, params: object) =>
    new Promise<string>((resolve) => {
      waiting.set(id, resolve);
      child.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  void ask(-1, 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'soak', version: '1' },
  });
  return (index, name, args) => ask(index, 'tools/call', { name, arguments: args });
}

async function soak(mode: 'stdio' | 'http') {
  const platform = await startQuickPlatform();
  const server = await startBuiltServer(mode, platform.url);
  const send: Send =
    mode === 'stdio'
      ? overStdio(server)
      : (index, tool, args) => postCall(server.url, `caller-${index % CALLERS}`, tool, args);
  const looks: { calls: number; rssMb: number; descriptors: number }[] = [];
  let begun = 0;
  const one = async () => {
    while (begun < CALLS) {
      const index = begun++;
      const [tool, args] = CALL_KINDS[index % CALL_KINDS.length]!;
      const text = await send(index, tool, args);
      if (!text.includes('"content"')) throw new Error(`${tool} was answered ${text}`);
      if (index % LOOK_EVERY === 0) looks.push({ calls: index, ...server.holds() });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
  looks.push({ calls: CALLS, ...server.holds() });
  await server.stop();
  platform.close();
  const settled = looks.filter(({ calls }) => calls >= SETTLED);
  const half = Math.floor(settled.length / 2);
  const most = (part: typeof looks, what: 'rssMb' | 'descriptors') =>
    Math.max(...part.map((look) => look[what]));
  const [earlier, later] = [settled.slice(0, half), settled.slice(half)];
  return {
    rssMbStart: looks[0]!.rssMb,
    rssMbEarlier: most(earlier, 'rssMb'),
    rssMbLater: most(later, 'rssMb'),
    descriptorsEarlier: most(earlier, 'descriptors'),
    descriptorsLater: most(later, 'descriptors'),
  };
}

const stdio = await soak('stdio');
const http = await soak('http');
const isFlat = (one: typeof stdio) =>
  one.rssMbLater - one.rssMbEarlier <= MORE_MB &&
  one.descriptorsLater <= one.descriptorsEarlier + MORE_DESCRIPTORS;
report({
  measured: `memory and open descriptors over ${CALLS} calls in each mode, ${AT_A_TIME} at a time, a fifth of them wrong; the most of calls ${SETTLED} to ${(SETTLED + CALLS) / 2} and of those after`,
  numbers: { stdio, http },
  bound: `later no more than ${MORE_MB} MB and ${MORE_DESCRIPTORS} descriptors above earlier`,
  held: isFlat(stdio) && isFlat(http),
});
