import { Pool, request } from 'undici';
import { startBuiltServer } from './built-server.ts';
import { startQuickPlatform } from './quick-platform.ts';
import { report, round } from './report.ts';

const CONNECTIONS = 32;
const WARM_MS = 3_000;
const MEASURED_MS = 8_000;
const PER_SECOND = 1_000;
/** One for each connection: the requests of one caller are paced. */
const CALLERS = 32;

const platform = await startQuickPlatform(0);
const server = await startBuiltServer('http', platform.url);
const pool = new Pool(new URL(server.url).origin, { connections: CONNECTIONS });
const body = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'list_workspaces', arguments: {} },
});
let isOver = false;
let answered = 0;

async function calls(caller: number): Promise<void> {
  while (!isOver) {
    const reply = await request(server.url, {
      dispatcher: pool,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer caller-${caller}`,
      },
      body,
    });
    const text = await reply.body.text();
    if (reply.statusCode !== 200 || text.includes('"isError":true')) throw new Error(text);
    answered += 1;
  }
}

const all = Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => calls(index % CALLERS)));
const during = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
await during(WARM_MS);
const [before, started, cpuBefore] = [answered, performance.now(), server.holds().cpuMs];
await during(MEASURED_MS);
const [measured, seconds] = [answered - before, (performance.now() - started) / 1_000];
const cpuMs = server.holds().cpuMs - cpuBefore;
isOver = true;
await all;
await pool.close();
await server.stop();
platform.close();

const perSecond = measured / seconds;
report({
  measured: `list_workspaces over HTTP, ${CONNECTIONS} connections of ${CALLERS} callers; the platform and the client share a process`,
  numbers: {
    callsPerSecond: Math.round(perSecond),
    serverCpuMsPerCall: round(cpuMs / measured, 3),
    callsPerCpuSecond: Math.round((measured / cpuMs) * 1_000),
  },
  bound: `at least ${PER_SECOND} calls a second`,
  held: perSecond >= PER_SECOND,
});
