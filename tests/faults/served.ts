import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export type Mode = 'stdio' | 'http';

/** How a call ended. */
export interface Ended {
  // biome-ignore lint/suspicious/noExplicitAny: any result.
  value: any;
  failed: boolean;
  /** What stands behind the value: what could not be told inside a bare list. */
  behind: string[];
  /** All that was answered, as it arrived. */
  wire: string;
}

/** A server in a process of its own. */
export interface Served {
  /** Rejects where the server is gone, and with `Hang` where it does not answer. */
  call(tool: string, args: Record<string, unknown>): Promise<Ended>;
  /** What it wrote to standard error, and to standard output beside messages, since this was last asked. */
  written(): { log: string; stray: string };
  /** The most memory that the process has held, in MB; undefined where the system does not tell. */
  peakMb(): number | undefined;
  stop(): Promise<void>;
}

export class Hang extends Error {}

/** Begins every token that a server is given here. */
export const SECRET = 'rw-5ecret-of-nobody';
/** Far beyond all bounds that a call may need one after another. */
const HANG_MS = 45_000;

/** Starts the server in front of a platform, with other bounds where some are given. */
export async function startServed(
  mode: Mode,
  platformUrl: string,
  {
    bounds = {},
    environment = {},
  }: { bounds?: Record<string, number>; environment?: Record<string, string> },
): Promise<Served> {
  const child = spawn(process.execPath, program(), {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      RW_API_URL: platformUrl,
      RUNWHEN_AGENT_URL: platformUrl,
      RUNWHEN_APP_URL: platformUrl,
      RUNWHEN_REGISTRY_URL: platformUrl,
      MCP_LOG_LEVEL: 'debug',
      MCP_ARTIFACT_SETTLE_DELAY_S: '0',
      FAULT_BOUNDS: JSON.stringify(bounds),
      ...(mode === 'http'
        ? { MCP_TRANSPORT: 'http', MCP_HOST: '127.0.0.1', MCP_PORT: '0' }
        : { RUNWHEN_TOKEN: SECRET }),
      ...environment,
    },
  });
  const written = { log: '', stray: '' };
  child.stderr.on('data', (chunk: Buffer) => {
    written.log += chunk;
  });
  const gone = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) =>
      reject(new Error(`The server has ended (${signal ?? code}): ${written.log.slice(-500)}`)),
    );
  });
  gone.catch(() => {});
  const ask = mode === 'http' ? await overHttp(child, written, gone) : await overStdio(child, written, gone);
  return {
    call: async (tool, args) => {
      const { result, error, wire } = await orHang(Promise.race([ask(tool, args), gone]));
      if (!result) return { value: error, failed: true, behind: [], wire };
      const [content, ...more] = result.content as { text: string }[];
      const behind = more.map(({ text }) => text);
      return { value: JSON.parse(content!.text), failed: result.isError === true, behind, wire };
    },
    written: () => {
      const { log, stray } = written;
      written.log = '';
      written.stray = '';
      return { log, stray };
    },
    peakMb: () => peakOf(child),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || child.signalCode) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The server that `build.ts` has built, else its sources. */
function program(): string[] {
  const { FAULTS_PROGRAM } = process.env;
  if (FAULTS_PROGRAM) return [FAULTS_PROGRAM];
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return ['--import', loader, fileURLToPath(new URL('./server.ts', import.meta.url))];
}

// biome-ignore lint/suspicious/noExplicitAny: any result.
type Ask = (tool: string, args: object) => Promise<{ result?: any; error?: unknown; wire: string }>;
type Written = { log: string; stray: string };

async function overStdio(child: ChildProcess, written: Written, gone: Promise<never>): Promise<Ask> {
  const waiting = new Map<number, (line: string) => void>();
  let rest = '';
  let last = 0;
  child.stdout!.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const message = parsed(line);
      if (message?.jsonrpc !== '2.0') written.stray += `${line}\n`;
      else if (typeof message.id === 'number') waiting.get(message.id)?.(line);
    }
  });
  const ask = async (method: string, params: object) => {
    last += 1;
    const id = last;
    const answered = new Promise<string>((resolve) => waiting.set(id, resolve));
    child.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const wire = await answered;
    waiting.delete(id);
    return { ...parsed(wire), wire };
  };
  const hello = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'faults', version: '1' },
  };
  await orHang(Promise.race([ask('initialize', hello), gone]));
  return (name, args) => ask('tools/call', { name, arguments: args });
}

async function overHttp(child: ChildProcess, written: Written, gone: Promise<never>): Promise<Ask> {
  const listening = new Promise<string>((resolve) => {
    const look = () => {
      const url = /"url":"([^"]+)"/.exec(written.log)?.[1];
      if (!url) return;
      child.stderr!.off('data', look);
      resolve(url);
    };
    child.stderr!.on('data', look);
  });
  const url = await orHang(Promise.race([listening, gone]));
  let calls = 0;
  return async (name, args) => {
    calls += 1;
    const reply = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${SECRET}-${calls}`,
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: args },
      }),
    });
    const wire = await reply.text();
    const data = wire.split('\n').filter((line) => line.startsWith('data: {'));
    const message = parsed(data.at(-1)?.slice('data: '.length) ?? wire);
    return { result: message?.result, error: { status: reply.status, ...message?.error }, wire };
  };
}

async function orHang<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Hang(`No answer within ${HANG_MS / 1000} s.`)), HANG_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: any message.
function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function peakOf({ pid }: ChildProcess): number | undefined {
  try {
    const [, kb] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
    return Math.round(Number(kb) / 1024);
  } catch {
    return undefined;
  }
}
