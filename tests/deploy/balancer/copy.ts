import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** One copy of the built server, in a process of its own. */
export interface Copy {
  port: number;
  /** How many MCP requests it is working on. */
  inFlight(): Promise<number>;
  /** Sends the signal; resolves when the process has ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts a copy on a free port with these variables and no others. */
export async function startCopy(environment: Record<string, string>): Promise<Copy> {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'serve', '--transport', 'http'], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, MCP_PORT: '0', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  const port = await portOf(child);
  return {
    port,
    inFlight: async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return Number(/^mcp_requests_in_flight (\d+)$/m.exec(metrics)![1]);
    },
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** The port that the copy says it listens on. */
async function portOf(child: ChildProcess): Promise<number> {
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr! })) {
    said.push(line);
    const { event, url } = JSON.parse(line) as { event: string; url: string };
    if (event !== 'listening') continue;
    child.stderr!.resume();
    return Number(new URL(url).port);
  }
  throw new Error(`The copy ended before it listened: ${said.join('\n')}`);
}
