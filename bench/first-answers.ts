import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startQuickPlatform } from './quick-platform.ts';
import { median, report, round } from './report.ts';

const RUNS = 11;
const LIST_MS = 10;
const CALL_MS = 20;
/** How long a host takes between `initialize` and the first call that a model makes: never less than this. */
const IDLE_MS = 1_000;

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1.0.0' },
};
const CALL = { name: 'list_workspaces', arguments: {} };

/** Sends one request and gives the milliseconds until it is answered. */
function asking(server: ChildProcess) {
  const lines = createInterface({ input: server.stdout! })[Symbol.asyncIterator]();
  let id = 0;
  return async (method: string, params: object): Promise<number> => {
    id += 1;
    const started = performance.now();
    server.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const { value } = await lines.next();
    const took = performance.now() - started;
    if (JSON.parse(value).error || value.includes('"isError":true')) throw new Error(`${method}: ${value}`);
    return took;
  };
}

const platform = await startQuickPlatform(0);
const times = {
  firstList: [] as number[],
  list: [] as number[],
  firstCall: [] as number[],
  call: [] as number[],
};
for (let run = 0; run < RUNS; run += 1) {
  const server = spawn(process.execPath, [resolve('dist/cli.js')], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, RW_API_URL: platform.url, RUNWHEN_TOKEN: 't' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ask = asking(server);
  await ask('initialize', INITIALIZE);
  server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  // As hosts do: right behind the handshake.
  times.firstList.push(await ask('tools/list', {}));
  times.list.push(await ask('tools/list', {}));
  await sleep(IDLE_MS);
  times.firstCall.push(await ask('tools/call', CALL));
  times.call.push(await ask('tools/call', CALL));
  server.kill('SIGKILL');
}
platform.close();

const medians = Object.fromEntries(
  Object.entries(times).map(([name, all]) => [`${name}Ms`, round(median(all))]),
);
const later = (first: number[], second: number[]) => median(first) - median(second);
report({
  measured: `first and second tools/list right behind initialize, and first and second list_workspaces a second later, over stdio; medians of ${RUNS}`,
  numbers: medians,
  bound: `the first list at most ${LIST_MS} ms later than the second, the first call at most ${CALL_MS}`,
  held: later(times.firstList, times.list) <= LIST_MS && later(times.firstCall, times.call) <= CALL_MS,
});
