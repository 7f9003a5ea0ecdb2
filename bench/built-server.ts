import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

/** The built server in a process of its own, in front of a platform. */
export interface BuiltServer {
  child: ChildProcess;
  /** Where it serves, over HTTP. */
  url: string;
  /** Memory that it holds, files and connections that it has open, and processor time that it has taken so far. */
  holds(): { rssMb: number; descriptors: number; cpuMs: number };
  stop(): Promise<void>;
}

export async function startBuiltServer(
  mode: 'stdio' | 'http',
  platformUrl: string,
  environment: Record<string, string> = {},
): Promise<BuiltServer> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [resolve('dist/cli.js')], {
    cwd: tmpdir(),
    env: {
      PATH,
      HOME,
      RW_API_URL: platformUrl,
      MCP_LOG_LEVEL: 'error',
      ...(mode === 'http'
        ? { MCP_TRANSPORT: 'http', MCP_HOST: '127.0.0.1', MCP_PORT: '0' }
        : { RUNWHEN_TOKEN: 't' }),
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const url = mode === 'http' ? await listeningAt(child) : '';
  child.stderr.resume();
  return {
    child,
    url,
    holds: () => {
      const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))!;
      return {
        rssMb: Math.round(Number(kb) / 1024),
        descriptors: readdirSync(`/proc/${child.pid}/fd`).length,
        cpuMs: cpuMs(child.pid!),
      };
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The kernel counts in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function listeningAt(child: ChildProcess): Promise<string> {
  let log = '';
  for await (const chunk of child.stderr!) {
    log += chunk;
    const url = /"url":"([^"]+)"/.exec(log)?.[1];
    if (url) return url;
  }
  throw new Error(`The server did not start: ${log}`);
}

/** Posts one call of a tool; gives the text of the answer. */
export async function postCall(url: string, token: string, name: string, args: object): Promise<string> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
  });
  return reply.text();
}
