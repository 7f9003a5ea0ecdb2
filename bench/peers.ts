import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { startQuickPlatform } from './quick-platform.ts';
import { median, round } from './report.ts';

const RUNS = 9;

/** Command lines of other servers that speak over stdio; each is one argument of this script. */
const OTHERS = process.argv.slice(2);
const OURS = `${process.execPath} ${resolve('dist/cli.js')}`;

interface Run {
  initializeMs: number;
  firstListMs: number;
  listMs: number;
  tools: number;
  /** The answer to `tools/list`, of all its pages. */
  listBytes: number;
  /** Resident memory of the process after that. */
  rssMb: number;
}

/** Sends one request and gives its result, with the milliseconds that it took and its length. */
function asking(server: ChildProcess) {
  const waiting = new Map<number, (line: string) => void>();
  createInterface({ input: server.stdout! }).on('line', (line) => {
    const { id } = JSON.parse(line) as { id?: number };
    if (id !== undefined) waiting.get(id)?.(line);
  });
  let id = 0;
  return async (method: string, params: object) => {
    id += 1;
    const started = performance.now();
    const answer = new Promise<string>((settle) => waiting.set(id, settle));
    server.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const line = await answer;
    return {
      ms: performance.now() - started,
      bytes: Buffer.byteLength(line),
      result: JSON.parse(line).result,
    };
  };
}

async function runOf(command: string, platformUrl: string): Promise<Run> {
  const [program = '', ...args] = command.split(' ');
  const started = performance.now();
  const server = spawn(program, args, {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOME: tmpdir(), RW_API_URL: platformUrl, RUNWHEN_TOKEN: 't' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ask = asking(server);
  await ask('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  });
  const initializeMs = performance.now() - started;
  server.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  const [first, second] = [await ask('tools/list', {}), await ask('tools/list', {})];
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  server.kill('SIGKILL');
  return {
    initializeMs,
    firstListMs: first.ms,
    listMs: second.ms,
    tools: first.result.tools.length,
    listBytes: first.bytes,
    rssMb: Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024,
  };
}

const platform = await startQuickPlatform(0);
const runs = new Map<string, Run[]>([OURS, ...OTHERS].map((command) => [command, []]));
for (let run = 0; run < RUNS; run += 1) {
  // In turn, so that a busy moment meets all of them.
  for (const [command, measured] of runs) measured.push(await runOf(command, platform.url));
}
platform.close();

console.log(
  '| Server | Start to `initialize`, ms | First list, ms | Second, ms | Tools | List, bytes | Memory, MB |',
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const [command, measured] of runs) {
  const of = (name: keyof Run) => round(median(measured.map((run) => run[name])));
  const name =
    command === OURS ? 'this server' : basename(command.split(' ').find((part) => /mcp/.test(part))!);
  console.log(
    `| ${name} | ${of('initializeMs')} | ${of('firstListMs')} | ${of('listMs')} | ${of('tools')} | ${of('listBytes')} | ${of('rssMb')} |`,
  );
}
